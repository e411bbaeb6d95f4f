-- The history row, written before the file runs: a second runner stops here on the primary key.
insert into {{ history.schema | ident }}.{{ history.name | ident }} (version, name, applied_on, checksum)
values ({{ version | literal }}, {{ name | literal }},
    to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), {{ checksum | literal }});

set local search_path to default;

-- The history row, written before the file runs: a second runner stops here on the primary key.
with recorded as (
    insert into {{ history.schema | ident }}.{{ history.name | ident }} (version, name, applied_on, checksum)
    values ({{ version | literal }}, {{ name | literal }},
        to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), {{ checksum | literal }})
    returning version
)
insert into provost.applied (history, version, mode, run, sql, down_sql)
select {{ label | literal }}, version, {{ mode | literal }}, {{ run | literal }}, {{ sql | literal }}, {{ down | literal }} from recorded
-- Left over where another tool took the version out of history without knowing this table.
on conflict (history, version) do update
set mode = excluded.mode, run = excluded.run, applied_by = session_user, started_at = clock_timestamp(), finished_at = null,
    sql = excluded.sql, down_sql = excluded.down_sql;

set local search_path to default;

-- When the file ended, and how long it took.
{% if of == 'version' -%}
-- One row, written once: this message came when the file began. One may be left over where another tool took the version out of
-- history without knowing this table.
insert into provost.applied (history, version, mode, run, started_at, finished_at, sql, down_sql)
values ({{ label | literal }}, {{ version | literal }}, {{ mode | literal }}, {{ run | literal }},
    pg_catalog.statement_timestamp(), pg_catalog.clock_timestamp(), {{ sql | literal }}, {{ down | literal }})
on conflict (history, version) do update
set mode = excluded.mode, run = excluded.run, applied_by = excluded.applied_by, started_at = excluded.started_at,
    finished_at = excluded.finished_at, sql = excluded.sql, down_sql = excluded.down_sql
returning extract(epoch from finished_at operator(pg_catalog.-) started_at);
{%- elif of == 'name' -%}
update provost.repeated set finished_at = pg_catalog.clock_timestamp()
where history operator(pg_catalog.=) {{ label | literal }} and name operator(pg_catalog.=) {{ name | literal }}
returning extract(epoch from finished_at operator(pg_catalog.-) started_at);
{%- endif %}

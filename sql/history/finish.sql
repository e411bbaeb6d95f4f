-- When the file ended, and how long it took.
{% if of == 'version' -%}
update provost.applied set finished_at = pg_catalog.clock_timestamp()
where history operator(pg_catalog.=) {{ label | literal }} and version operator(pg_catalog.=) {{ version | literal }}
returning extract(epoch from finished_at operator(pg_catalog.-) started_at);
{%- elif of == 'name' -%}
update provost.repeated set finished_at = pg_catalog.clock_timestamp()
where history operator(pg_catalog.=) {{ label | literal }} and name operator(pg_catalog.=) {{ name | literal }}
returning extract(epoch from finished_at operator(pg_catalog.-) started_at);
{%- endif %}

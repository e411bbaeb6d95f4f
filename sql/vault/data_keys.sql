-- Some courses that have data keys, after one of them.
select distinct course_id from public.course_deks
{% if after %}where course_id operator(pg_catalog.>) {{ after | literal }}::pg_catalog.uuid{% endif %}
order by course_id limit {{ limit | literal }};

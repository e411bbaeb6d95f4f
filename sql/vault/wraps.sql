-- Data keys as master keys wrapped them, a page at a time.
select w.course_id, w.dek_version, d.key_id, w.kek_id, w.wrapped
from public.course_dek_wraps w
join public.course_deks d on (d.course_id, d.dek_version) operator(pg_catalog.=) (w.course_id, w.dek_version)
{%- if after %}
where (w.course_id, w.dek_version, w.kek_id) operator(pg_catalog.>) ({{ after.course | literal }}::pg_catalog.uuid, {{ after.version | literal }}, {{ after.kek | literal }}::pg_catalog.uuid)
{%- endif %}
order by w.course_id, w.dek_version, w.kek_id limit {{ limit | literal }};

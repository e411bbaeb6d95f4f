-- Sealed credentials and the data keys that open them, as one moment has them. A course that has none has no row.
select c.course_id, c.field, c.version, c.dek_version, c.box, d.key_id,
    (select pg_catalog.string_agg(w.wrapped, ' ' order by w.created_at desc) from public.course_dek_wraps w
     where (w.course_id, w.dek_version) operator(pg_catalog.=) (c.course_id, c.dek_version))
from public.course_credentials c
left join public.course_deks d on (d.course_id, d.dek_version) operator(pg_catalog.=) (c.course_id, c.dek_version)
where true
{%- if courses %} and c.course_id operator(pg_catalog.=) any ({{ courses | literal }}::pg_catalog.uuid[]){% endif %}
{%- if field %} and c.field operator(pg_catalog.=) {{ field | literal }}{% endif %}
{%- if after %} and (c.course_id, c.field) operator(pg_catalog.>) ({{ after.course | literal }}::pg_catalog.uuid, {{ after.field | literal }}){% endif %}
order by c.course_id, c.field{% if limit %} limit {{ limit | literal }}{% endif %};

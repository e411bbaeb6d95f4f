-- A course's credentials under its next data key, and the keys before are gone: nothing is left that they open.
{% with course = key.course, version = key.version, wraps = key.wraps, key = key.key %}{% include "vault/data_key.sql" %}{% endwith %}
{% for credential in credentials -%}
update public.course_credentials set dek_version = {{ version | literal }}, box = {{ credential.box | literal }}
where course_id operator(pg_catalog.=) {{ course | literal }} and field operator(pg_catalog.=) {{ credential.field | literal }};
{% endfor -%}
delete from public.course_deks where course_id operator(pg_catalog.=) {{ course | literal }} and dek_version operator(pg_catalog.<>) {{ version | literal }};
commit;

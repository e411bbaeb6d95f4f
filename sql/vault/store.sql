{% if key %}{% with course = key.course, version = key.version, wraps = key.wraps, key = key.key %}{% include "vault/data_key.sql" %}{% endwith %}{% endif %}
insert into public.course_credentials (course_id, field, version, dek_version, box)
values ({{ course | literal }}, {{ field | literal }}, {{ version | literal }}, {{ dek_version | literal }}, {{ box | literal }})
on conflict (course_id, field) do update set version = excluded.version, dek_version = excluded.dek_version, box = excluded.box, updated_by = null;
commit;

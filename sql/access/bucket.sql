insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ({{ id | literal }}, {{ id | literal }}, {{ public | literal }}, {{ size | literal }}, {% if mime %}array[{% for type in mime %}{% if not loop.first %}, {% endif %}{{ type | literal }}{% endfor %}]{% else %}null{% endif %})
on conflict (id) do update
set public = excluded.public, file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types;

{% if phase == "create" %}insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ({{ name | literal }}, {{ wanted.name | literal }}, {{ wanted.public | literal }}, {{ wanted.file_size_limit | literal }}, {{ mime_types | literal }});
{%- elif changed %}update storage.buckets set name = {{ wanted.name | literal }}, public = {{ wanted.public | literal }}, file_size_limit = {{ wanted.file_size_limit | literal }}, allowed_mime_types = {{ mime_types | literal }}
where id = {{ name | literal }};
{%- endif %}

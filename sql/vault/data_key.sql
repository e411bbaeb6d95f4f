-- A new data key of a course, wrapped for each master key that somebody may hold.
update public.course_deks set state = 'decrypt_only' where course_id operator(pg_catalog.=) {{ course | literal }} and state operator(pg_catalog.=) 'active';
insert into public.course_deks (course_id, dek_version, key_id) values ({{ course | literal }}, {{ version | literal }}, {{ key | literal }});
insert into public.course_dek_wraps (course_id, dek_version, kek_id, wrapped) values
{%- for wrap in wraps %}
    ({{ course | literal }}, {{ version | literal }}, {{ wrap.kek | literal }}, {{ wrap.wrapped | literal }}){% if not loop.last %},{% endif %}
{%- endfor %};

{% if wraps -%}
insert into public.course_dek_wraps (course_id, dek_version, kek_id, wrapped) values
{%- for wrap in wraps %}
    ({{ wrap.course | literal }}, {{ wrap.version | literal }}, {{ kek | literal }}, {{ wrap.wrapped | literal }}){% if not loop.last %},{% endif %}
{%- endfor %}
on conflict do nothing;
{%- endif %}
commit;

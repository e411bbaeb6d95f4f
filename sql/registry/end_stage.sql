-- A stage ends, together with what it means for the course.
begin;
{% if done and stage == "checked" -%}
insert into provost.course_databases as d (course_id, placement, server, database, schema, system_identifier, database_oid, allow_private, server_version)
values ({{ course | literal }}, {{ database.placement | literal }}, {{ database.server | literal }}, {{ database.database | literal }},
    {{ database.schema | literal }}, {{ database.system | literal }}, {{ database.oid | literal }}, {{ database.allow_private | literal }},
    {{ database.server_version | literal }})
on conflict (course_id) do update set
    placement = excluded.placement, server = excluded.server, database = excluded.database, schema = excluded.schema,
    system_identifier = excluded.system_identifier, database_oid = excluded.database_oid, allow_private = excluded.allow_private,
    server_version = excluded.server_version, last_seen = pg_catalog.clock_timestamp();
{% if rep -%}
update public.courses set rep_id = {{ rep | literal }}, credentials_checked_at = pg_catalog.now(), state = 'provisioning'
where id operator(pg_catalog.=) {{ course | literal }} and credentials_stored_at is null;
{%- endif %}
{%- elif done and stage == "stored" -%}
update public.courses set credentials_stored_at = pg_catalog.now()
where id operator(pg_catalog.=) {{ course | literal }} and credentials_stored_at is null;
{%- elif done and stage == "assigned" -%}
insert into public.memberships (course_id, user_id, role, added_by)
select c.id, c.rep_id, 'course_admin', c.created_by from public.courses c where c.id operator(pg_catalog.=) {{ course | literal }}
on conflict (course_id, user_id) do update set role = 'course_admin', state = 'active';
update public.courses set rep_assigned_at = pg_catalog.now()
where id operator(pg_catalog.=) {{ course | literal }} and rep_assigned_at is null;
{%- elif done and stage == "migrated" -%}
update provost.course_databases set marked_at = coalesce(marked_at, pg_catalog.clock_timestamp()), version = {{ version | literal }},
    last_seen = pg_catalog.clock_timestamp()
where course_id operator(pg_catalog.=) {{ course | literal }};
{%- elif done and stage == "verified" -%}
update provost.course_databases set fingerprint = {{ fingerprint | literal }}, version = {{ version | literal }}, last_seen = pg_catalog.clock_timestamp()
where course_id operator(pg_catalog.=) {{ course | literal }};
update public.courses set database_ready_at = pg_catalog.now()
where id operator(pg_catalog.=) {{ course | literal }} and database_ready_at is null;
{%- elif done and stage == "active" -%}
update public.courses set activated_at = pg_catalog.now(), state = 'active'
where id operator(pg_catalog.=) {{ course | literal }} and activated_at is null;
{%- endif %}
update provost.course_stages set ended_at = pg_catalog.clock_timestamp(), outcome = {% if done %}'done'{% else %}'failed'{% endif %}, detail = {{ detail | literal }}
where course_id operator(pg_catalog.=) {{ course | literal }} and stage operator(pg_catalog.=) {{ stage | literal }} and ended_at is null
  and run operator(pg_catalog.=) {{ run | literal }};
commit;

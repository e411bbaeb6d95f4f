-- The registry's courses. Columns: see `pg::registry`.
select c.id, c.code, c.title, c.term, c.state, creator.email, rep.email,
    provost_time.registered, provost_time.checked, provost_time.stored, provost_time.assigned, provost_time.ready, provost_time.activated,
    provost_time.closed,
    d.placement, d.server, d.database, d.schema, d.system_identifier, d.database_oid, d.marker, d.marked_at is not null, d.allow_private,
    d.server_version, d.version, d.fingerprint, provost_time.seen
from public.courses c
left join auth.users creator on creator.id operator(pg_catalog.=) c.created_by
left join auth.users rep on rep.id operator(pg_catalog.=) c.rep_id
left join provost.course_databases d on d.course_id operator(pg_catalog.=) c.id
cross join lateral (
    select {% for name, column in [("registered", "c.created_at"), ("checked", "c.credentials_checked_at"), ("stored", "c.credentials_stored_at"),
        ("assigned", "c.rep_assigned_at"), ("ready", "c.database_ready_at"), ("activated", "c.activated_at"),
        ("closed", "coalesce(c.archived_at, c.suspended_at)"), ("seen", "d.last_seen")] -%}
    pg_catalog.to_char(pg_catalog.timezone('UTC', {{ column | keyword }}), 'YYYY-MM-DD HH24:MI:SS"Z"') as {{ name | ident }}{% if not loop.last %}, {% endif %}
    {%- endfor %}
) provost_time
where true
{%- if state %} and c.state operator(pg_catalog.=) {{ state | literal }}{% endif %}
{%- if open %} and c.credentials_stored_at is not null and c.archived_at is null{% endif %}
{%- if codes %} and c.code operator(pg_catalog.=) any ({{ codes | literal }}::pg_catalog.text[]){% endif %}
order by c.code;

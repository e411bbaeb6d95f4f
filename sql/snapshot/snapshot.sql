-- A database's whole catalog as one JSON document: every object with what it is, and the objects that it needs.
with
{% include "snapshot/left_out.sql" %},
found (kind, schema, parent, name, class, object, part, owner, acl, acl_kind, facts) as (
{% include "snapshot/schemas.sql" %}
union all
{% include "snapshot/types.sql" %}
union all
{% include "snapshot/sequences.sql" %}
union all
{% include "snapshot/tables.sql" %}
union all
{% include "snapshot/columns.sql" %}
union all
{% include "snapshot/constraints.sql" %}
union all
{% include "snapshot/views.sql" %}
union all
{% include "snapshot/functions.sql" %}
union all
{% include "snapshot/security.sql" %}
union all
{% include "snapshot/roles.sql" %}
union all
{% include "snapshot/database.sql" %}
{%- if buckets %}
union all
{% include "snapshot/buckets.sql" %}
{%- endif %}
),
objects as materialized (
    select found.*, pg_catalog.jsonb_build_array(kind, schema, parent, name) as id from found
    where kind in ('extension', 'bucket') or not exists (
        select from pg_catalog.pg_depend d where d.classid = found.class and d.objid = found.object and d.deptype = 'e')
),
{% include "snapshot/needs.sql" %}
select pg_catalog.jsonb_build_object(
    'format', 1,
    'major', pg_catalog.current_setting('server_version_num')::int / 10000,
    'owner', (select pg_catalog.pg_get_userbyid(datdba) from pg_catalog.pg_database where datname = pg_catalog.current_database()),
    'hidden', {% if hidden %}'["bucket"]'::jsonb{% else %}'[]'::jsonb{% endif %},
    'objects', coalesce((
        select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
            'kind', o.kind, 'schema', o.schema, 'parent', o.parent, 'name', o.name,
            'facts', pg_catalog.jsonb_strip_nulls(o.facts) || pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
                'owner', case when o.owner <> 0 then pg_catalog.pg_get_userbyid(o.owner) end,
                'comment', (
                    select description from pg_catalog.pg_description d
                    where d.classoid = o.class and d.objoid = o.object and d.objsubid = o.part),
                'grants', case when o.acl_kind is not null then (
                    select coalesce(pg_catalog.jsonb_object_agg(g.grantee, g.privileges), '{}') from (
                        select case a.grantee when 0 then 'public' when o.owner then '@owner' else pg_catalog.pg_get_userbyid(a.grantee) end as grantee,
                            pg_catalog.jsonb_agg(distinct a.privilege_type || case when a.is_grantable and a.grantee <> o.owner then '*' else '' end) as privileges
                        from pg_catalog.aclexplode(coalesce(o.acl, pg_catalog.acldefault(o.acl_kind, o.owner))) a
                        group by a.grantee) g) end)),
            'needs', coalesce(n.wanted, '[]')))
        from objects o left join needed n on n.id = o.id), '[]')
)::text

select case r.relkind when 'm' then 'materialized_view' else 'view' end, r.nspname, '', r.name,
    'pg_catalog.pg_class'::pg_catalog.regclass::oid, r.oid, 0, r.relowner, r.relacl, 'r'::"char",
    pg_catalog.jsonb_build_object(
        'definition', pg_catalog.rtrim(pg_catalog.btrim(pg_catalog.pg_get_viewdef(r.oid, false)), ';'),
        'options', coalesce((
            select pg_catalog.jsonb_object_agg(o.option_name,
                case when o.option_name not like 'security%' then o.option_value
                     else (pg_catalog.lower(o.option_value) in ('true', 'on', 'yes', '1'))::text end)
            from pg_catalog.pg_options_to_table(r.reloptions) o), '{}'),
        'column_grants', {% include "snapshot/column_grants.sql" %})
from relations r where r.relkind in ('v', 'm')
union all
select 'rule', r.nspname, r.name, w.rulename::text, 'pg_catalog.pg_rewrite'::pg_catalog.regclass::oid, w.oid, 0, 0::oid, null, null,
    pg_catalog.jsonb_build_object('definition', pg_catalog.rtrim(pg_catalog.pg_get_ruledef(w.oid), ';'),
        'enabled', case w.ev_enabled when 'O' then 'yes' when 'D' then 'no' when 'R' then 'replica' else 'always' end)
from relations r join pg_catalog.pg_rewrite w on w.ev_class = r.oid
where w.rulename <> '_RETURN'

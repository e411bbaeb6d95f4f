select 'table', r.nspname, '', r.name, 'pg_catalog.pg_class'::pg_catalog.regclass::oid, r.oid, 0, r.relowner, r.relacl, 'r'::"char",
    pg_catalog.jsonb_build_object(
        'form', case r.relkind when 'p' then 'partitioned' when 'f' then 'foreign' else 'plain' end,
        'unlogged', r.relpersistence = 'u',
        'row_security', r.relrowsecurity,
        'force_row_security', r.relforcerowsecurity,
        'replica_identity', case r.relreplident when 'f' then 'full' when 'n' then 'nothing' when 'i' then 'index' else 'default' end,
        'replica_index', case when r.relreplident = 'i' then (
            select x.relname from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid
            where i.indrelid = r.oid and i.indisreplident) end,
        'options', coalesce((
            select pg_catalog.jsonb_object_agg(o.option_name, o.option_value) from pg_catalog.pg_options_to_table(r.reloptions) o), '{}'),
        'partition_by', case when r.relkind = 'p' then pg_catalog.pg_get_partkeydef(r.oid) end,
        'bound', case when r.relispartition then pg_catalog.pg_get_expr(r.relpartbound, r.oid) end,
        'inherits', coalesce((
            select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(n.nspname, p.relname) order by h.inhseqno)
            from pg_catalog.pg_inherits h
            join pg_catalog.pg_class p on p.oid = h.inhparent
            join pg_catalog.pg_namespace n on n.oid = p.relnamespace
            where h.inhrelid = r.oid), '[]'),
        'server', (
            select f.srvname from pg_catalog.pg_foreign_table t join pg_catalog.pg_foreign_server f on f.oid = t.ftserver
            where t.ftrelid = r.oid),
        'column_grants', {% include "snapshot/column_grants.sql" %}
    )
from relations r where r.relkind in ('r', 'p', 'f')

select 'schema', '', '', s.nspname, 'pg_catalog.pg_namespace'::pg_catalog.regclass::oid, s.oid, 0, s.nspowner, s.nspacl, 'n'::"char", '{}'::jsonb
from spaces s
union all
select 'extension', '', '', e.extname::text, 'pg_catalog.pg_extension'::pg_catalog.regclass::oid, e.oid, 0, 0::oid, null, null,
    pg_catalog.jsonb_build_object('in', n.nspname, 'version', e.extversion)
from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
where e.extname not in ('plpgsql', 'pg_graphql', 'pg_stat_statements', 'pgcrypto', 'pgjwt', 'pgsodium', 'supabase_vault', 'uuid-ossp')

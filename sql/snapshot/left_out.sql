-- What is left out: what PostgreSQL and the platform bring, provost's own schema, the history's table, and what extensions own.
-- On the platform's tables a project makes policies and triggers, so these are looked at there too.
{% include "catalog/platform_schemas.sql" %},
platform_role (rolname) as (
    values ('postgres'), ('authenticator'), ('supabase_admin'), ('supabase_auth_admin'), ('supabase_storage_admin'),
        ('supabase_functions_admin'), ('supabase_realtime_admin'), ('supabase_replication_admin'), ('supabase_read_only_user'),
        ('supabase_etl_admin'), ('supabase_privileged_role'), ('dashboard_user'), ('pgbouncer'), ('pgsodium_keyiduser'),
        ('pgsodium_keyholder'), ('pgsodium_keymaker')
),
spaces as (
    select n.oid, n.nspname::text, n.nspowner, n.nspacl from pg_catalog.pg_namespace n
    where n.nspname !~ '^pg_' and n.nspname not in (select nspname from left_out)
      and not exists (
        select from pg_catalog.pg_depend d
        where d.classid = 'pg_catalog.pg_namespace'::pg_catalog.regclass and d.objid = n.oid and d.deptype = 'e')
),
owned as (
    select d.objid from pg_catalog.pg_depend d where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.deptype = 'e'
),
relations as materialized (
    select c.*, s.nspname, c.relname::text as name from pg_catalog.pg_class c join spaces s on s.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and c.oid not in (select objid from owned)
      and not (s.nspname = {{ history.schema | literal }} and c.relname = {{ history.name | literal }})
),
sites as materialized (
    select r.oid, r.nspname, r.name, true as ours from relations r
    union all
    select c.oid, n.nspname, c.relname, false from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('auth', 'storage', 'realtime') and c.relkind in ('r', 'p')
)

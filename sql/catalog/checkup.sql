-- What a role may do beyond the facts of a look, what the server could create, and what time it is there.
-- Tables of the platform and of extensions are not the project's to alter; they are left out.
start transaction read only;

set local search_path = pg_catalog, pg_temp;

with foreign_tables as (
    select n.nspname, c.relname, c.relowner
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p')
      and n.nspname !~ '^pg_'
      and n.nspname not in ('information_schema', 'auth', 'storage', 'realtime', 'extensions', 'vault', 'graphql', 'graphql_public', 'pgbouncer',
          'supabase_functions', 'supabase_migrations', '_realtime', 'net', 'cron', 'pgsodium', 'pgsodium_masks')
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      and not pg_has_role(c.relowner, 'usage')
)
select
    extract(epoch from clock_timestamp()) as clock,
    (select has_schema_privilege(oid, 'create') from pg_namespace where nspname = 'public') as creates_in_public,
    (select count(*) from foreign_tables) as foreign_tables,
    (select format('%I.%I', nspname, relname) from foreign_tables order by nspname, relname limit 1) as foreign_table,
    (select pg_get_userbyid(relowner) from foreign_tables order by nspname, relname limit 1) as foreign_owner,
    (select string_agg(name, ' ' order by name) from pg_available_extensions) as extensions;

commit;

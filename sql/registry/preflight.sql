-- Whether a database that was handed over is fit for a course: one look, nothing written. Columns: see `pg::preflight`.
-- Names are joined in the catalogs: `to_regclass` raises an error where a role may not use the schema.
start transaction read only;
set local search_path to pg_catalog, pg_temp;
set local statement_timeout to '20s';

with platform (nspname) as (
    values ('information_schema'), ('provost'), ('auth'), ('storage'), ('extensions'), ('graphql'), ('graphql_public'), ('vault'),
        ('realtime'), ('_realtime'), ('supabase_functions'), ('supabase_migrations'), ('pgbouncer'), ('net'), ('cron'), ('pgsodium'),
        ('pgsodium_masks'), ('_analytics'), ('pgmq'), ('pgtle'), ('dbdev')
), own_tables as (
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'f', 'v', 'm') and n.nspname !~ '^pg_' and n.nspname not in (select nspname from platform)
      and ({{ scope | literal }} = '' or n.nspname = {{ scope | literal }})
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
), triggers as (
    select e.evtname from pg_event_trigger e
    where e.evtenabled <> 'D'
      and not exists (select from pg_depend d where d.classid = 'pg_event_trigger'::regclass and d.objid = e.oid and d.deptype = 'e')
      and e.evtname not in ('provost_platform_guard', 'provost_platform_guard_drop', 'issue_graphql_placeholder', 'issue_pg_cron_access', 'issue_pg_graphql_access', 'issue_pg_net_access',
          'pgrst_ddl_watch', 'pgrst_drop_watch')
)
select
    current_setting('server_version_num') as server_version,
    pg_backend_pid() as backend_pid,
    current_user as "user",
    current_setting('is_superuser') = 'on' as superuser,
    pg_is_in_recovery() as in_recovery,
    current_setting('default_transaction_read_only') = 'on' as read_only,
    has_database_privilege(current_database(), 'create') as can_create,
    coalesce((select has_schema_privilege(oid, 'create') from pg_namespace where nspname = 'public'), false) as can_create_in_public,
    (select count(*) from own_tables) as tables,
    (select string_agg(name, ', ') from (select name from own_tables order by name limit 3) few) as first_tables,
    exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname = {{ history.schema | literal }} and c.relname = {{ history.name | literal }}) as has_history,
    (select string_agg(evtname, ', ' order by evtname) from triggers) as event_triggers,
    (select string_agg(name, ' ' order by name) from pg_available_extensions) as extensions,
    (select string_agg(rolname, ' ' order by rolname) from pg_roles where rolname in ('anon', 'authenticated', 'service_role')) as api_roles,
    coalesce((select rolcreaterole from pg_roles where rolname = current_user), false) as can_create_roles,
    exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'auth' and p.proname = 'uid') as has_platform;

commit;

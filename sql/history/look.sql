-- One look at a target: facts of server and rights, the history, and what stands beside it.
-- One message, read-only, so that a role without any right to write can be shown the state of things. Facts come first: when a table
-- named further down is missing, its statement fails, but the facts have arrived and say so.
-- Columns of each result: see `pg::look`.
start transaction read only;

set local search_path to pg_catalog, pg_temp;
-- Whoever asks stops waiting, and then the server stops too: a look that never ends would fill its disk.
set local statement_timeout to {{ limit | literal }};
-- Buckets are rows of a table, and whoever holds it is not waited for without end.
set local lock_timeout to {% if storage %}'5s'{% else %}default{% endif %};

with found as materialized (
    select c.oid, c.relname, c.relkind, c.relnamespace, n.nspname
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ({{ history.schema | literal }}, 'provost', 'public', 'supabase_migrations')
      and c.relname in ({{ history.name | literal }}, 'applied', 'repeated', 'journal', 'access', 'fence',
          'history', 'refinery_schema_history', '_sqlx_migrations', 'schema_migrations', 'flyway_schema_history')
), history as (
    select oid, relnamespace,
        case when relkind not in ('r', 'p') then 'no table' else (select t.typname from pg_attribute a join pg_type t on t.oid = a.atttypid
         where a.attrelid = found.oid and a.attname = 'version' and not a.attisdropped) end as width
    from found where nspname = {{ history.schema | literal }} and relname = {{ history.name | literal }}
), side as (
    select count(*) = {% if fenced %}5{% else %}4{% endif %} and bool_and(has_table_privilege(oid, 'select') and has_schema_privilege(relnamespace, 'usage')) as complete,
        bool_and(has_table_privilege(oid, 'insert') and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete')
            and has_schema_privilege(relnamespace, 'usage')) as writable
    from found where nspname = 'provost' and relname in ('applied', 'repeated', 'journal', 'access'{% if fenced %}, 'fence'{% endif %})
)
select
    current_setting('server_version_num') as server_version,
    pg_backend_pid() as backend_pid,
    current_user as "user",
    current_setting('is_superuser') = 'on' as superuser,
    pg_is_in_recovery() as in_recovery,
    current_setting('default_transaction_read_only') = 'on' as read_only,
    -- Nobody holds it who has not asked for it.
    {% if locked %}exists (select from pg_locks l
            where l.locktype = 'advisory' and l.classid = {{ lock.space | literal }} and l.objid = {{ lock.key | literal }} and l.objsubid = 2
              and l.pid = pg_backend_pid() and l.granted){% else %}false{% endif %} as lock_held,
    has_database_privilege(current_database(), 'create') as can_create,
    (select complete from side) as side_tables,
    exists (select from history) as history_exists,
    (select has_table_privilege(oid, 'select') and has_schema_privilege(relnamespace, 'usage') from history) as history_readable,
    (select has_table_privilege(oid, 'insert') and has_schema_privilege(relnamespace, 'usage') from history)
        and coalesce((select writable from side), true) as history_writable,
    (select width from history) as width,
    current_setting('standard_conforming_strings') = 'on' as plain_strings,
    -- Under another name, or another tool's: it matters where ours is not there yet.
    (select string_agg(nspname || '.' || relname, ' ' order by nspname, relname) from found
     where relkind in ('r', 'p') and (nspname, relname) in (
         ('provost', 'history'), ('public', 'refinery_schema_history'), ('public', '_sqlx_migrations'), ('public', 'schema_migrations'),
         ('public', 'flyway_schema_history'), ('supabase_migrations', 'schema_migrations'))
       and not (nspname = {{ history.schema | literal }} and relname = {{ history.name | literal }})) as other_histories;

{% if access %}{% include "access/catalog.sql" %};

{% endif -%}
select version, name, applied_on, checksum from {{ history.schema | ident }}.{{ history.name | ident }} order by version;

select name, checksum from provost.repeated where history = {{ label | literal }};

select step, statement, finished_at is not null, digest from provost.journal where history = {{ label | literal }} order by step, statement;

{% if access %}{% include "access/managed.sql" %}
{% endif -%}
commit;

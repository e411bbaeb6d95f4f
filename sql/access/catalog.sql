-- What access rules are planned against: relations with columns, keys and leading index columns; functions that clients could call; policies;
-- roles. One row, one JSON document. Reads catalogs only, takes no lock on any table.
with recursive spaces as (
    select n.oid, n.nspname from pg_namespace n
    where n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'provost')
), relations as (
    select c.oid, n.nspname, c.relname, c.relkind, c.relrowsecurity, c.relowner, c.reloptions
    from pg_class c join spaces n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
), partitions as (
    select i.inhparent as root, i.inhrelid as relid from pg_inherits i join relations r on r.oid = i.inhparent where r.relkind = 'p'
    union all
    select p.root, i.inhrelid from partitions p join pg_inherits i on i.inhparent = p.relid
)
select jsonb_build_object(
    'user', current_user,
    'bypasses', (select r.rolsuper or r.rolbypassrls from pg_roles r where r.rolname = current_user),
    'roles', (select jsonb_agg(r.rolname order by r.rolname) from pg_roles r where r.rolname !~ '^pg_'),
    'schemas', coalesce((select jsonb_agg(nspname order by nspname) from spaces), '[]'),
    'relations', coalesce((
        select jsonb_agg(jsonb_build_object(
            'schema', r.nspname, 'name', r.relname, 'kind', r.relkind, 'rls', r.relrowsecurity,
            'owner', r.relowner::regrole::text,
            'invoker', coalesce('security_invoker=true' = any (r.reloptions) or 'security_invoker=on' = any (r.reloptions), false),
            'columns', coalesce((
                select jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, null), 'not_null', a.attnotnull,
                    'made', a.attgenerated <> '' or a.attidentity = 'a',
                    'sequence', (select s.seqrelid::regclass::text from pg_depend d join pg_sequence s on s.seqrelid = d.objid
                        where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.refobjid = a.attrelid
                          and d.refobjsubid = a.attnum and d.deptype = 'a' limit 1)) order by a.attnum)
                from pg_attribute a where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped), '[]'),
            'key', coalesce((
                select jsonb_agg(a.attname order by k.place) from pg_index i
                cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
                join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                where i.indrelid = r.oid and i.indisprimary), '[]'),
            'indexed', coalesce((
                -- An index of the rows with a flag answers that flag, whatever its columns. The tree is read as it is kept: to write it
                -- as SQL, the server would wait for whoever holds the table.
                select jsonb_agg(distinct a.attname) from pg_index i
                join pg_attribute a on a.attrelid = i.indrelid and a.attnum > 0
                where i.indrelid = r.oid and i.indisvalid
                  and a.attnum::text = case when i.indpred is null then i.indkey[0]::text
                      else substring(i.indpred::text from '^\{VAR :varno 1 :varattno ([0-9]+) :vartype 16 ') end), '[]'),
            'partitions', coalesce((
                select jsonb_agg(jsonb_build_object('schema', n.nspname, 'name', c.relname) order by n.nspname, c.relname)
                from partitions p join pg_class c on c.oid = p.relid join pg_namespace n on n.oid = c.relnamespace
                where p.root = r.oid), '[]')
            ) order by r.nspname, r.relname)
        from relations r), '[]'),
    'policies', coalesce((
        select jsonb_agg(jsonb_build_object('schema', r.nspname, 'table', r.relname, 'name', p.polname) order by r.nspname, r.relname, p.polname)
        from pg_policy p join relations r on r.oid = p.polrelid), '[]'),
    'functions', coalesce((
        select jsonb_agg(jsonb_build_object('schema', n.nspname, 'name', p.proname, 'arguments', oidvectortypes(p.proargtypes),
            'kind', p.prokind, 'trigger', p.prorettype = 'trigger'::regtype,
            'definer', p.prosecdef) order by n.nspname, p.proname, oidvectortypes(p.proargtypes))
        from pg_proc p join spaces n on n.oid = p.pronamespace
        where n.nspname not in ('auth', 'storage', 'extensions', 'realtime', 'vault', 'graphql', 'graphql_public', 'pgbouncer')
          and p.proowner in (select oid from pg_roles where pg_has_role(current_user, oid, 'usage'))
          and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')), '[]')
)::text

-- Tables that a world can fill, with all that decides which rows they take. One JSON document.
with tables as (
    select c.oid, n.nspname, c.relname
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_'
      and (n.nspname not in ('information_schema', 'provost', 'provost_proof', 'auth', 'storage', 'realtime', 'vault', 'extensions', 'graphql', 'graphql_public', 'pgbouncer')
          or (n.nspname = 'auth' and c.relname = 'users') or (n.nspname = 'storage' and c.relname = 'objects'))
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
)
select jsonb_build_object('tables', coalesce(jsonb_agg(jsonb_build_object(
    'schema', t.nspname, 'name', t.relname,
    'columns', (
        select coalesce(jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
            'base', format_type(coalesce(nullif(y.typbasetype, 0), y.oid), null), 'array', y.typcategory = 'A',
            'not_null', a.attnotnull, 'made', a.attgenerated <> '' or a.attidentity <> '', 'default', a.atthasdef,
            'counted', coalesce(pg_get_expr(d.adbin, d.adrelid) like 'nextval(%', false),
            'labels', coalesce((select jsonb_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = y.oid), '[]')) order by a.attnum), '[]')
        from pg_attribute a join pg_type y on y.oid = a.atttypid left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped),
    'key', coalesce((
        select jsonb_agg(a.attname order by k.place) from pg_index i cross join lateral unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
        where i.indrelid = t.oid and i.indisprimary), '[]'),
    'links', coalesce((
        select jsonb_agg(jsonb_build_object(
            'columns', (select jsonb_agg(a.attname order by k.place) from unnest(o.conkey) with ordinality as k (attnum, place) join pg_attribute a on a.attrelid = o.conrelid and a.attnum = k.attnum),
            'schema', rn.nspname, 'table', r.relname,
            'keys', (select jsonb_agg(a.attname order by k.place) from unnest(o.confkey) with ordinality as k (attnum, place) join pg_attribute a on a.attrelid = o.confrelid and a.attnum = k.attnum)) order by o.conname)
        from pg_constraint o join pg_class r on r.oid = o.confrelid join pg_namespace rn on rn.oid = r.relnamespace
        where o.conrelid = t.oid and o.contype = 'f'), '[]'),
    'checks', coalesce((
        select jsonb_agg(jsonb_build_object(
            'text', pg_get_constraintdef(o.oid),
            'columns', (select coalesce(jsonb_agg(a.attname), '[]') from pg_attribute a where a.attrelid = o.conrelid and a.attnum = any (o.conkey))) order by o.conname)
        from pg_constraint o where o.conrelid = t.oid and o.contype = 'c'), '[]')
        || coalesce((
        select jsonb_agg(jsonb_build_object('text', pg_get_constraintdef(o.oid), 'columns', jsonb_build_array(a.attname)) order by a.attnum, o.conname)
        from pg_attribute a join pg_constraint o on o.contypid = a.atttypid and o.contype = 'c'
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped), '[]'),
    'guards', coalesce((
        select jsonb_agg(g.tgname) from pg_trigger g
        where g.tgrelid = t.oid and not g.tgisinternal and g.tgname like 'guard\_%'), '[]'),
    'policies', coalesce((
        select jsonb_agg(jsonb_build_object('name', p.policyname, 'command', lower(p.cmd), 'roles', to_jsonb(p.roles),
            'text', coalesce(p.qual, '') || ' ' || coalesce(p.with_check, '')) order by p.policyname)
        from pg_policies p where p.schemaname = t.nspname and p.tablename = t.relname), '[]')
    ) order by t.nspname, t.relname), '[]'))::text
from tables t

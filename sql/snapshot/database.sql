select 'publication', '', '', p.pubname::text, 'pg_catalog.pg_publication'::pg_catalog.regclass::oid, p.oid, 0, p.pubowner, null, null,
    pg_catalog.jsonb_build_object(
        'all_tables', p.puballtables,
        'operations', pg_catalog.concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
            case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end),
        'via_root', p.pubviaroot,
        'tables', coalesce((
            select pg_catalog.jsonb_agg(pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object('schema', n.nspname, 'table', c.relname,
                'columns', (
                    select pg_catalog.jsonb_agg(a.attname order by a.attnum) from pg_catalog.pg_attribute a
                    where a.attrelid = c.oid and a.attnum = any (t.prattrs::int2[])),
                'where', pg_catalog.pg_get_expr(t.prqual, t.prrelid))) order by n.nspname collate "C", c.relname collate "C")
            from pg_catalog.pg_publication_rel t
            join pg_catalog.pg_class c on c.oid = t.prrelid
            join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            where t.prpubid = p.oid), '[]'),
        'schemas', coalesce((
            select pg_catalog.jsonb_agg(n.nspname order by n.nspname collate "C")
            from pg_catalog.pg_publication_namespace t join pg_catalog.pg_namespace n on n.oid = t.pnnspid
            where t.pnpubid = p.oid), '[]'))
from pg_catalog.pg_publication p
where p.pubname not in ('supabase_realtime_messages_publication')
union all
select 'event_trigger', '', '', e.evtname::text, 'pg_catalog.pg_event_trigger'::pg_catalog.regclass::oid, e.oid, 0, e.evtowner, null, null,
    pg_catalog.jsonb_build_object(
        'event', e.evtevent, 'tags', pg_catalog.to_jsonb(e.evttags),
        'schema', s.nspname, 'function', p.proname,
        'enabled', case e.evtenabled when 'O' then 'yes' when 'D' then 'no' when 'R' then 'replica' else 'always' end)
from pg_catalog.pg_event_trigger e join pg_catalog.pg_proc p on p.oid = e.evtfoid join spaces s on s.oid = p.pronamespace

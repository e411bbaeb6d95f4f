-- What a table inherits is its parent's.
select 'column', r.nspname, r.name, a.attname::text, 'pg_catalog.pg_class'::pg_catalog.regclass::oid, r.oid, a.attnum::int, 0::oid, null, null,
    pg_catalog.jsonb_build_object(
        'type', pg_catalog.format_type(a.atttypid, a.atttypmod),
        'collation', (
            select pg_catalog.format('%I.%I', cn.nspname, c.collname) from pg_catalog.pg_collation c
            join pg_catalog.pg_namespace cn on cn.oid = c.collnamespace
            where c.oid = a.attcollation and a.attcollation <> t.typcollation),
        'not_null', a.attnotnull,
        'default', case when a.attgenerated = '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
        'generated', case a.attgenerated when 's' then 'stored' when 'v' then 'virtual' end,
        'expression', case when a.attgenerated <> '' then pg_catalog.pg_get_expr(d.adbin, d.adrelid) end,
        'identity', case a.attidentity when 'a' then 'always' when 'd' then 'by default' end,
        'identity_options', case when a.attidentity <> '' then (
            select pg_catalog.jsonb_build_object('start', q.seqstart, 'increment', q.seqincrement, 'min', q.seqmin, 'max', q.seqmax,
                'cache', q.seqcache, 'cycle', q.seqcycle)
            from pg_catalog.pg_depend p join pg_catalog.pg_sequence q on q.seqrelid = p.objid
            where p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
              and p.refobjid = a.attrelid and p.refobjsubid = a.attnum and p.deptype = 'i') end,
        'storage', case when a.attstorage <> t.typstorage then
            case a.attstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end end,
        '@position', a.attnum,
        '@usual_storage', case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end,
        'compression', case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end)
from relations r
join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
join pg_catalog.pg_type t on t.oid = a.atttypid
left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where r.relkind in ('r', 'p', 'f') and a.attinhcount = 0

-- A sequence behind an identity column is the column's.
select 'sequence', s.nspname, '', c.relname::text, 'pg_catalog.pg_class'::pg_catalog.regclass::oid, c.oid, 0, c.relowner, c.relacl, 's'::"char",
    pg_catalog.jsonb_build_object(
        'type', pg_catalog.format_type(q.seqtypid, null), 'start', q.seqstart, 'increment', q.seqincrement, 'min', q.seqmin, 'max', q.seqmax,
        'cache', q.seqcache, 'cycle', q.seqcycle, 'unlogged', c.relpersistence = 'u',
        'owned_by', (
            select pg_catalog.jsonb_build_array(n.nspname, r.relname, a.attname)
            from pg_catalog.pg_depend d
            join pg_catalog.pg_class r on r.oid = d.refobjid
            join pg_catalog.pg_namespace n on n.oid = r.relnamespace
            join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum = d.refobjsubid
            where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid and d.deptype = 'a'
              and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass))
from pg_catalog.pg_sequence q
join pg_catalog.pg_class c on c.oid = q.seqrelid
join spaces s on s.oid = c.relnamespace
where not exists (
    select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.objid = c.oid
      and (d.deptype = 'i' or d.deptype = 'a' and d.refobjid in (
        select h.oid from pg_catalog.pg_class h join pg_catalog.pg_namespace hn on hn.oid = h.relnamespace
        where hn.nspname = {{ history.schema | literal }} and h.relname = {{ history.name | literal }})))

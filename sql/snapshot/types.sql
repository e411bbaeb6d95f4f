-- A table's row type is the table's, and an array's is its element's.
select case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'c' then 'composite' else 'range' end,
    s.nspname, '', t.typname::text, 'pg_catalog.pg_type'::pg_catalog.regclass::oid, t.oid, 0, t.typowner, t.typacl, 'T'::"char",
    case t.typtype
        when 'e' then pg_catalog.jsonb_build_object('labels', (
            select pg_catalog.jsonb_agg(l.enumlabel order by l.enumsortorder) from pg_catalog.pg_enum l where l.enumtypid = t.oid))
        when 'd' then pg_catalog.jsonb_build_object(
            'type', pg_catalog.format_type(t.typbasetype, t.typtypmod), 'default', t.typdefault, 'not_null', t.typnotnull,
            'collation', (
                select pg_catalog.format('%I.%I', cn.nspname, c.collname) from pg_catalog.pg_collation c
                join pg_catalog.pg_namespace cn on cn.oid = c.collnamespace
                join pg_catalog.pg_type b on b.oid = t.typbasetype
                where c.oid = t.typcollation and t.typcollation <> b.typcollation))
        when 'c' then pg_catalog.jsonb_build_object('attributes', coalesce((
            select pg_catalog.jsonb_agg(pg_catalog.jsonb_build_array(a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)) order by a.attnum)
            from pg_catalog.pg_attribute a where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped), '[]'))
        else (
            select pg_catalog.jsonb_build_object('subtype', pg_catalog.format_type(r.rngsubtype, null)) from pg_catalog.pg_range r
            where r.rngtypid = t.oid)
    end
from pg_catalog.pg_type t join spaces s on s.oid = t.typnamespace
where t.typtype in ('e', 'd', 'r')
   or t.typtype = 'c' and exists (select from pg_catalog.pg_class c where c.oid = t.typrelid and c.relkind = 'c')

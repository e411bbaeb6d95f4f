-- Which object needs which, so that a script can drop and make them in an order that PostgreSQL takes. What stands for an object in
-- pg_depend under another name is told: a view's rule, a default, a row type, an array, the index of a key.
alias (class, object, part, id) as materialized (
    select o.class, o.object, o.part, o.id from objects o
    union all
    select 'pg_catalog.pg_rewrite'::pg_catalog.regclass::oid, w.oid, 0, o.id
    from pg_catalog.pg_rewrite w join objects o on o.class = 'pg_catalog.pg_class'::pg_catalog.regclass and o.object = w.ev_class and o.part = 0
    where w.rulename = '_RETURN'
    union all
    select 'pg_catalog.pg_attrdef'::pg_catalog.regclass::oid, d.oid, 0, o.id
    from pg_catalog.pg_attrdef d join objects o on o.class = 'pg_catalog.pg_class'::pg_catalog.regclass and o.object = d.adrelid and o.part = d.adnum
    union all
    select 'pg_catalog.pg_type'::pg_catalog.regclass::oid, t.oid, 0, o.id
    from pg_catalog.pg_type t join objects o on o.class = 'pg_catalog.pg_class'::pg_catalog.regclass and o.object = t.typrelid and o.part = 0
    where t.typrelid <> 0
    union all
    select 'pg_catalog.pg_type'::pg_catalog.regclass::oid, e.typarray, 0, o.id
    from pg_catalog.pg_type e join objects o on o.object = case when e.typrelid <> 0 and o.class = 'pg_catalog.pg_class'::pg_catalog.regclass
            then e.typrelid else e.oid end
        and o.class in ('pg_catalog.pg_type'::pg_catalog.regclass, 'pg_catalog.pg_class'::pg_catalog.regclass) and o.part = 0
        and (o.class = 'pg_catalog.pg_type'::pg_catalog.regclass) = (e.oid = o.object)
    where e.typarray <> 0
    union all
    select 'pg_catalog.pg_class'::pg_catalog.regclass::oid, k.conindid, 0, o.id
    from pg_catalog.pg_constraint k join objects o on o.class = 'pg_catalog.pg_constraint'::pg_catalog.regclass and o.object = k.oid
    where k.contype in ('p', 'u', 'x')
),
needs as materialized (
    select distinct a.id, coalesce(exact.id, whole.id) as wanted
    from alias a
    join pg_catalog.pg_depend d on d.classid = a.class and d.objid = a.object and d.objsubid = a.part
    left join alias exact on exact.class = d.refclassid and exact.object = d.refobjid and exact.part = d.refobjsubid
    left join alias whole on whole.class = d.refclassid and whole.object = d.refobjid and whole.part = 0
    where coalesce(exact.id, whole.id) <> a.id
      -- A sequence is dropped with its column, but made before it.
      and not (a.id ->> 0 = 'sequence' and d.deptype = 'a')
),
needed as materialized (
    select needs.id, pg_catalog.jsonb_agg(needs.wanted) as wanted from needs group by needs.id
)

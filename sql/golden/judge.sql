-- What a copy of this database would lack, or have in common with all others: the first reason, or nothing.
-- A copy takes nothing along that is set on a database as a whole. And a row that a file made once may be one that each course should
-- have of its own: a key, a number, a time.
with own as (
    select c.oid, c.relkind, pg_catalog.format('%I.%I', n.nspname, c.relname) as name
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace
    where n.nspname operator(pg_catalog.!~) '^pg_' and n.nspname not in ('information_schema', 'provost')
      -- What rules declare of buckets is the same in each course.
      and not (n.nspname operator(pg_catalog.=) 'storage' and c.relname operator(pg_catalog.=) 'buckets')
), here as (
    select * from pg_catalog.pg_database where datname operator(pg_catalog.=) pg_catalog.current_database()
)
select why from (
    select 1 as place, 'a file sets something on the database as a whole' as why
    from here h join pg_catalog.pg_db_role_setting s on s.setdatabase operator(pg_catalog.=) h.oid
    union all
    select 1, 'a file grants rights on the database as a whole' from here where datacl is not null
    union all
    select 1, 'a file comments on the database as a whole' from here where pg_catalog.shobj_description(oid, 'pg_database') is not null
    union all
    select 2, 'a file makes large objects' from (select from pg_catalog.pg_largeobject_metadata limit 1) made
    {%- if rows %}
    union all
    (select 3, 'a file writes rows into ' operator(pg_catalog.||) name
     from own where relkind in ('r', 'm') and pg_catalog.pg_relation_size(oid) operator(pg_catalog.>) 0 order by name limit 1)
    {%- endif %}
) reasons order by place limit 1;

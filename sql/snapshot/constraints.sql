-- That a column is not null is a fact of the column. What a partition has from its parent is its parent's.
select 'constraint', r.nspname, r.name, k.conname::text, 'pg_catalog.pg_constraint'::pg_catalog.regclass::oid, k.oid, 0, 0::oid, null, null,
    pg_catalog.jsonb_build_object(
        'definition', pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(k.oid), ' NOT VALID$', ''),
        'valid', k.convalidated)
from relations r join pg_catalog.pg_constraint k on k.conrelid = r.oid
where k.contype in ('p', 'u', 'x', 'c', 'f') and k.conparentid = 0 and k.coninhcount = 0
union all
select 'domain_constraint', s.nspname, t.typname, k.conname::text, 'pg_catalog.pg_constraint'::pg_catalog.regclass::oid, k.oid, 0, 0::oid, null, null,
    pg_catalog.jsonb_build_object(
        'definition', pg_catalog.regexp_replace(pg_catalog.pg_get_constraintdef(k.oid), ' NOT VALID$', ''),
        'valid', k.convalidated)
from pg_catalog.pg_constraint k
join pg_catalog.pg_type t on t.oid = k.contypid
join spaces s on s.oid = t.typnamespace
where k.contype = 'c'
union all
select 'index', r.nspname, r.name, c.relname::text, 'pg_catalog.pg_class'::pg_catalog.regclass::oid, c.oid, 0, 0::oid, null, null,
    pg_catalog.jsonb_build_object(
        'definition', pg_catalog.pg_get_indexdef(c.oid), 'valid', i.indisvalid and i.indisready and i.indislive,
        'clustered', case when i.indisclustered then true end)
from relations r
join pg_catalog.pg_index i on i.indrelid = r.oid
join pg_catalog.pg_class c on c.oid = i.indexrelid
where not c.relispartition
  and not exists (
    select from pg_catalog.pg_constraint k where k.conindid = c.oid and k.conrelid = r.oid and k.contype in ('p', 'u', 'x'))
union all
select 'statistics', s.nspname, '', x.stxname::text, 'pg_catalog.pg_statistic_ext'::pg_catalog.regclass::oid, x.oid, 0, x.stxowner, null, null,
    pg_catalog.jsonb_build_object('definition', pg_catalog.pg_get_statisticsobjdef(x.oid))
from pg_catalog.pg_statistic_ext x join spaces s on s.oid = x.stxnamespace

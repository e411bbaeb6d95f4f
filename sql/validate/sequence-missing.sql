with texts as (
    select format('%s.%s', d.adrelid::regclass, a.attname) as object, pg_get_expr(d.adbin, d.adrelid) as source
    from pg_attrdef d
    join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum
    join pg_class c on c.oid = d.adrelid
    join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (current_setting('provost.schemas')::text[])
    union all
    select p.oid::regprocedure::text, p.prosrc
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = any (current_setting('provost.schemas')::text[])
), named as (
    select distinct object, replace(m[1], '"', '') as name
    from texts cross join lateral regexp_matches(source, 'nextval\s*\(+\s*''([^'']+)''', 'g') as m
)
select 'error' as severity, object, format('`%s` takes numbers from the sequence `%s`, which is not there', object, name) as message,
    format('create sequence %s; in a migration before what uses it', name) as fix
from named
where not exists (
    select from pg_class s join pg_namespace n on n.oid = s.relnamespace
    where s.relkind = 'S' and lower(name) in (lower(s.relname), lower(n.nspname || '.' || s.relname)))
order by 2, name

-- How to keep everybody from every table outside the server's schemas and provost's own history. Where there are buckets, their
-- rows are what rules are compared with, so they must be readable: nobody else may do more with them than that.
with tables as (
    select format('%I.%I', n.nspname, c.relname) as name,
           case when c.oid = 'storage.buckets'::regclass and exists (select from storage.buckets)
                then 'exclusive' else 'access exclusive' end as mode
      from pg_catalog.pg_class c
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p')
       and n.nspname not in ('pg_catalog', 'information_schema', 'provost')
       and n.nspname not like 'pg\_%'
)
select string_agg(format('lock table %s in %s mode;', name, mode), ' ' order by name) from tables

-- Tables of whose rights or policies something was written since transaction :before.
select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p')
  and (c.xmin::text::bigint >= :before
    or exists (select from pg_policy p where p.polrelid = c.oid and p.xmin::text::bigint >= :before)
    or exists (select from pg_attribute a where a.attrelid = c.oid and a.xmin::text::bigint >= :before))

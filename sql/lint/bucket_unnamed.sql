-- A policy of storage holds for all buckets.
--
-- Why: all buckets share one table. A policy without `bucket_id` read three buckets instead of one and
-- wrote company branding; and files moved from one bucket with own folders into another.
--
-- Mend: declare the buckets under `[bucket]`: a rule there is about its own bucket only.
select 'bucket-unnamed', 'security', p.polname::text, format('policy `%s` of storage holds for all buckets', p.polname),
    format('drop policy %I on storage.objects, and declare the buckets under `[bucket]`', p.polname)
from pg_catalog.pg_policy p
where p.polrelid = to_regclass('storage.objects') and p.polpermissive
  and p.polroles && (select array_agg(c.oid) || 0::oid from clients c)
  and (pg_get_expr(p.polqual, p.polrelid) !~ '\mbucket_id\M' or pg_get_expr(p.polwithcheck, p.polrelid) !~ '\mbucket_id\M')

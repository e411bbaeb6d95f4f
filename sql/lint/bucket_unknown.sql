-- A policy of storage names a bucket that is not there.
--
-- Why: `bucket_id = 'assignment_files'` where the bucket is `assignment-files` lets nothing through,
-- and nothing says so.
--
-- Mend: declare the bucket under `[bucket]`: its policies are then generated with its name.
{%- if storage %}
select 'bucket-unknown', 'error', p.polname::text, format('policy `%s` of storage is about bucket `%s`, which is not there', p.polname, m.name),
    format('correct the name, or declare `[bucket.%s]`', m.name)
from pg_catalog.pg_policy p
cross join lateral (
    select distinct (regexp_matches(
        concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), 'bucket_id = ''([^'']*)''', 'g'))[1]
) as m (name)
where p.polrelid = to_regclass('storage.objects') and m.name not in (select b.id from storage.buckets b)
{%- else %}
select null::text, null, null, null, null where false
{%- endif %}

-- needs: storage.buckets
select 'error' as severity, wanted.id as object, format('the bucket `%s` is declared, and is not there', wanted.id) as message,
    'run `provost migrate up`, which makes it' as fix
from unnest(current_setting('provost.buckets')::text[]) as wanted (id)
where not exists (select from storage.buckets b where b.id = wanted.id)

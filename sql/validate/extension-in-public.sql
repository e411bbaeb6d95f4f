select 'warning' as severity, e.extname::text as object,
    format('extension `%s` is in schema `%s`, which clients reach', e.extname, n.nspname) as message,
    case when e.extrelocatable then format('alter extension %I set schema extensions', e.extname) end as fix
from pg_extension e
join pg_namespace n on n.oid = e.extnamespace
where n.nspname = any (current_setting('provost.exposed')::text[])
order by 2

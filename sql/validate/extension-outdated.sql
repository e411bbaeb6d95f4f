select 'note' as severity, e.extname::text as object,
    format('extension `%s` is at %s, and the server has %s', e.extname, e.extversion, a.default_version) as message,
    format('alter extension %I update', e.extname) as fix
from pg_extension e
join pg_available_extensions a on a.name = e.extname
where a.default_version <> e.extversion
order by 2

select 'security' as severity, p.oid::regprocedure::text as object,
    format('clients may call `%s`, which runs as the superuser `%s`', p.oid::regprocedure, o.rolname) as message,
    format('alter function %s owner to ROLE, one that is no superuser', p.oid::regprocedure) as fix
from pg_proc p
join pg_namespace n on n.oid = p.pronamespace
join pg_roles o on o.oid = p.proowner
where p.prosecdef and o.rolsuper and n.nspname = any (current_setting('provost.exposed')::text[])
  and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  and exists (select from pg_roles r where r.rolname = any (current_setting('provost.clients')::text[]) and has_function_privilege(r.oid, p.oid, 'execute'))
order by 2

select 'warning' as severity, c.oid::regclass::text as object,
    format('`%s` may reach `%s`, where nothing protects rows', string_agg(r.rolname, '`, `' order by r.rolname), c.oid::regclass) as message,
    format('alter table %s enable row level security', c.oid::regclass) as fix
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
join pg_roles r on r.rolname = any (current_setting('provost.clients')::text[])
where c.relkind in ('r', 'p') and not c.relrowsecurity
  and n.nspname = any (current_setting('provost.schemas')::text[]) and n.nspname <> all (current_setting('provost.exposed')::text[])
  and has_schema_privilege(r.oid, n.oid, 'usage')
  and (has_any_column_privilege(r.oid, c.oid, 'select, insert, update') or has_table_privilege(r.oid, c.oid, 'delete, truncate'))
group by c.oid
order by 2

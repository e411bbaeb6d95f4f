with rights as (
    select c.oid, r.oid as role, r.rolname, word
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    cross join pg_roles r
    cross join unnest('{select,insert,update,delete}'::text[]) as word
    where c.relkind in ('r', 'p') and c.relrowsecurity and n.nspname = any (current_setting('provost.exposed')::text[])
      and r.rolname = any (current_setting('provost.clients')::text[]) and not r.rolbypassrls and not r.rolsuper
      and case word when 'delete' then has_table_privilege(r.oid, c.oid, word) else has_any_column_privilege(r.oid, c.oid, word) end
)
select 'warning' as severity, oid::regclass::text as object,
    format('`%s` may %s on `%s`, and no policy lets any row through', rolname, string_agg(word, ', '), oid::regclass) as message,
    format('revoke %s on %s from %I; or write the policy that is missing', string_agg(word, ', '), oid::regclass, rolname) as fix
from rights
where not exists (
    select from pg_policy p
    where p.polrelid = rights.oid and p.polpermissive
      and p.polcmd in ('*', case word when 'select' then 'r' when 'insert' then 'a' when 'update' then 'w' else 'd' end::"char")
      and exists (select from unnest(p.polroles) as o where o = 0 or pg_has_role(rights.role, o, 'usage')))
group by oid, role, rolname
order by 2, rolname

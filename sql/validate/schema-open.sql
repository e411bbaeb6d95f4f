select 'security' as severity, n.nspname::text as object,
    format('`%s` may create things in schema `%s`', string_agg(coalesce(r.rolname, 'public'), '`, `' order by r.rolname), n.nspname) as message,
    format('revoke create on schema %I from %s', n.nspname, string_agg(coalesce(quote_ident(r.rolname), 'public'), ', ' order by r.rolname)) as fix
from pg_namespace n
cross join lateral aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) as a
left join pg_roles r on r.oid = a.grantee
where a.privilege_type = 'CREATE' and n.nspname = any (current_setting('provost.schemas')::text[])
  and (a.grantee = 0 or r.rolname = any (current_setting('provost.clients')::text[]))
group by n.nspname
order by 2

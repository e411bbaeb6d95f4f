-- A role of clients or of a service is not bound by row level security, or may become one that is not.
--
-- Why: policies mean nothing to a superuser or a role with BYPASSRLS. A service that logs in as such a
-- role, as `user postgres` in many examples, reads and writes everything.
--
-- Mend: `alter role … nosuperuser nobypassrls`, and take memberships in such roles away.
select 'role-bypasses', 'security', b.rolname,
    format('role `%s` is not bound by row level security%s', b.rolname,
        case when b.bypasses then '' else format(': it may become `%s`', string_agg(o.rolname, '`, `' order by o.rolname)) end),
    case when b.bypasses then format('alter role %I nosuperuser nobypassrls', b.rolname)
        else format('revoke %s from %I', string_agg(quote_ident(o.rolname), ', ' order by o.rolname), b.rolname) end
from bound b
left join pg_catalog.pg_roles o on (o.rolsuper or o.rolbypassrls) and o.oid <> b.oid and not b.bypasses
  and pg_has_role(b.oid, o.oid, 'MEMBER')
where b.bypasses or o.oid is not null
group by b.rolname, b.bypasses

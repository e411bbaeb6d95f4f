-- Roles belong to the server. Those of other databases are no business of this one: what counts is who has rights here, and the three
-- roles that clients of the API have, and whoever may become the one that row level security does not bind. What the platform's own roles may do is the platform's.
select 'role', '', '', r.rolname::text, 'pg_catalog.pg_authid'::pg_catalog.regclass::oid, r.oid, 0, 0::oid, null, null,
    pg_catalog.jsonb_build_object(
        'login', r.rolcanlogin, 'superuser', r.rolsuper, 'bypass_row_security', r.rolbypassrls, 'create_role', r.rolcreaterole,
        'create_database', r.rolcreatedb, 'replication', r.rolreplication, 'inherit', r.rolinherit,
        'member_of', coalesce((
            select pg_catalog.jsonb_agg(distinct g.rolname) from pg_catalog.pg_auth_members m join pg_catalog.pg_roles g on g.oid = m.roleid
            where m.member = r.oid), '[]'))
from pg_catalog.pg_roles r
where r.rolname !~ '^pg_' and r.rolname not in (select rolname from platform_role)
  and r.oid <> (select datdba from pg_catalog.pg_database where datname = pg_catalog.current_database())
  and not (r.rolsuper and r.oid = 10)
  and (r.rolname in ('anon', 'authenticated', 'service_role') or exists (
    select from pg_catalog.pg_auth_members m join pg_catalog.pg_roles g on g.oid = m.roleid
    where m.member = r.oid and g.rolname = 'service_role') or exists (
    select from pg_catalog.pg_shdepend d
    where d.refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass and d.refobjid = r.oid
      and d.dbid = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
      and not exists (
        select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and c.oid = d.objid
          and (n.nspname in (select nspname from left_out) or n.nspname ~ '^pg_'))))

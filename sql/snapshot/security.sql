select 'policy', r.nspname::text, r.name::text, p.polname::text, 'pg_catalog.pg_policy'::pg_catalog.regclass::oid, p.oid, 0, 0::oid, null, null,
    pg_catalog.jsonb_build_object(
        'command', case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
        'permissive', p.polpermissive,
        'roles', (
            select pg_catalog.jsonb_agg(g.name order by g.name collate "C") from (
                select case u.role when 0 then 'public' else pg_catalog.pg_get_userbyid(u.role) end as name from pg_catalog.unnest(p.polroles) u (role)) g),
        'using', pg_catalog.pg_get_expr(p.polqual, p.polrelid),
        'check', pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
from sites r join pg_catalog.pg_policy p on p.polrelid = r.oid
union all
-- A trigger on one of the platform's tables is the project's where its function is.
select 'trigger', r.nspname, r.name, t.tgname::text, 'pg_catalog.pg_trigger'::pg_catalog.regclass::oid, t.oid, 0, 0::oid, null, null,
    pg_catalog.jsonb_build_object(
        'definition', pg_catalog.pg_get_triggerdef(t.oid, false),
        'enabled', case t.tgenabled when 'O' then 'yes' when 'D' then 'no' when 'R' then 'replica' else 'always' end)
from sites r join pg_catalog.pg_trigger t on t.tgrelid = r.oid
where not t.tgisinternal and t.tgparentid = 0
  and (r.ours or exists (select from pg_catalog.pg_proc p join spaces s on s.oid = p.pronamespace where p.oid = t.tgfoid))
union all
select 'default_privileges', coalesce(n.nspname, ''), pg_catalog.pg_get_userbyid(d.defaclrole),
    case d.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types' when 'n' then 'schemas'
        else 'large objects' end,
    'pg_catalog.pg_default_acl'::pg_catalog.regclass::oid, d.oid, 0, 0::oid, null, null,
    pg_catalog.jsonb_build_object('grants', (
        select coalesce(pg_catalog.jsonb_object_agg(g.grantee, g.privileges), '{}') from (
            select case a.grantee when 0 then 'public' when d.defaclrole then '@owner' else pg_catalog.pg_get_userbyid(a.grantee) end as grantee,
                pg_catalog.jsonb_agg(distinct a.privilege_type || case when a.is_grantable and a.grantee <> d.defaclrole then '*' else '' end) as privileges
            from pg_catalog.aclexplode(d.defaclacl) a group by a.grantee) g))
from pg_catalog.pg_default_acl d left join pg_catalog.pg_namespace n on n.oid = d.defaclnamespace
where (n.oid is null or n.oid in (select oid from spaces))
  and (pg_catalog.pg_get_userbyid(d.defaclrole) = 'postgres'
    or d.defaclrole = (select datdba from pg_catalog.pg_database where datname = pg_catalog.current_database())
    or pg_catalog.pg_get_userbyid(d.defaclrole) not in (select rolname from platform_role))

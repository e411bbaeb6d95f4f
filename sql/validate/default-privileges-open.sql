select 'note' as severity, format('%s in %s', pg_get_userbyid(d.defaclrole), coalesce(n.nspname, 'every schema')) as object,
    format('the next table that `%s` makes in %s is open to `%s`', pg_get_userbyid(d.defaclrole), coalesce(format('`%s`', n.nspname), 'any schema'),
        string_agg(distinct coalesce(r.rolname, 'public'), '`, `')) as message,
    format('alter default privileges for role %I%s revoke all on tables from %s', pg_get_userbyid(d.defaclrole),
        coalesce(format(' in schema %I', n.nspname), ''), string_agg(distinct coalesce(quote_ident(r.rolname), 'public'), ', ')) as fix
from pg_default_acl d
left join pg_namespace n on n.oid = d.defaclnamespace
cross join lateral aclexplode(d.defaclacl) as a
left join pg_roles r on r.oid = a.grantee
where d.defaclobjtype = 'r' and (d.defaclnamespace = 0 or n.nspname = any (current_setting('provost.exposed')::text[]))
  and (a.grantee = 0 or r.rolname = any (current_setting('provost.clients')::text[]))
group by d.defaclrole, n.nspname
order by 2

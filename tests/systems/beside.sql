-- What a database's own catalog does not say, or not all of: roles of the server, labels, buckets. One line a thing.
-- Whether `postgres`, which makes roles, is a member of them is the server's own choice from version 16 on, and left out.
select format('role %I login %s inherit %s super %s createdb %s createrole %s bypassrls %s %s', r.rolname, r.rolcanlogin, r.rolinherit,
              r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolbypassrls, s.setconfig)
  from pg_catalog.pg_roles r
  left join pg_catalog.pg_db_role_setting s on s.setrole = r.oid
 where r.rolname not like 'pg\_%'
union all
select format('member %s of %s', m.member::regrole, m.roleid::regrole)
  from pg_catalog.pg_auth_members m
 where m.member::regrole::text not like 'pg\_%'
   and m.member <> 'postgres'::regrole
union all
select format('label %s %s %L', e.enumtypid::regtype, row_number() over (partition by e.enumtypid order by e.enumsortorder), e.enumlabel)
  from pg_catalog.pg_enum e
union all
select format('bucket %s public %s size %s mime %s', b.id, b.public, b.file_size_limit, b.allowed_mime_types)
  from storage.buckets b
 order by 1

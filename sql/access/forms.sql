-- How the objects of `wanted (kind, schema, parent, name, tree, recorded)` stand in the catalog: a hash each, null where one is not there.
-- Written by PostgreSQL from its own state, so that it compares with itself only, and never with our text.
-- Writing out a policy takes a lock on its table; where its tree is the one that was recorded, nothing is written out.
select w.kind, w.schema, w.parent, w.name, t.tree, case when t.tree = w.tree then w.recorded else md5(case w.kind
    when 'policy' then (
        select jsonb_build_array(p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid),
            (select jsonb_agg(o.rolname order by o.rolname) from pg_roles o where o.oid = any (p.polroles)))::text
        from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = w.schema and c.relname = w.parent and p.polname = w.name)
    when 'table' then (
        select jsonb_build_array(c.relrowsecurity, c.relforcerowsecurity, provost_acl.text, (
            select jsonb_object_agg(a.attname, (select jsonb_agg(jsonb_build_array(g.grantee::regrole::text, g.privilege_type)
                order by g.grantee::regrole::text, g.privilege_type) from aclexplode(a.attacl) g))
            from pg_attribute a where a.attrelid = c.oid and a.attacl is not null and not a.attisdropped))::text
        from pg_class c join pg_namespace n on n.oid = c.relnamespace
        cross join lateral (select jsonb_agg(jsonb_build_array(case g.grantee when 0 then 'public' else g.grantee::regrole::text end, g.privilege_type)
            order by g.grantee, g.privilege_type) as text
            from aclexplode(c.relacl) g where g.grantee <> c.relowner) provost_acl
        where n.nspname = w.schema and c.relname = w.name)
    when 'view' then (
        select jsonb_build_array(c.reloptions, (select jsonb_agg(jsonb_build_array(case g.grantee when 0 then 'public' else g.grantee::regrole::text end,
            g.privilege_type) order by g.grantee, g.privilege_type) from aclexplode(c.relacl) g where g.grantee <> c.relowner))::text
        from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = w.schema and c.relname = w.name)
    when 'function' then (
        select jsonb_build_array(pg_get_functiondef(p.oid), p.proowner::regrole::text, (select jsonb_agg(jsonb_build_array(
            case g.grantee when 0 then 'public' else g.grantee::regrole::text end, g.privilege_type) order by g.grantee)
            from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g))::text
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = w.schema and p.proname = w.name and oidvectortypes(p.proargtypes) = w.parent)
    when 'execute' then (
        select jsonb_build_array(p.proowner::regrole::text, (select jsonb_agg(case g.grantee when 0 then 'public' else g.grantee::regrole::text end
            order by g.grantee) from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g))::text
        from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = w.schema and p.proname = w.name and oidvectortypes(p.proargtypes) = w.parent)
    when 'trigger' then (
        select pg_get_triggerdef(t.oid) || t.tgenabled::text
        from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = w.schema and c.relname = w.parent and t.tgname = w.name and not t.tgisinternal)
    when 'schema' then (
        select (select jsonb_agg(jsonb_build_array(case g.grantee when 0 then 'public' else g.grantee::regrole::text end, g.privilege_type)
            order by g.grantee, g.privilege_type) from aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) g)::text
        from pg_namespace n where n.nspname = w.name)
    when 'default' then (
        select jsonb_agg(jsonb_build_array(d.defaclobjtype, (select jsonb_agg(jsonb_build_array(g.grantee::regrole::text, g.privilege_type)
            order by g.grantee, g.privilege_type) from aclexplode(d.defaclacl) g)) order by d.defaclobjtype)::text
        from pg_default_acl d join pg_namespace n on n.oid = d.defaclnamespace
        where n.nspname = w.name and d.defaclrole = current_user::regrole)
    when 'role' then (
        select jsonb_build_array(r.rolcanlogin, r.rolsuper, r.rolbypassrls, r.rolconfig, (
            select jsonb_agg(m.roleid::regrole::text order by m.roleid::regrole::text) from pg_auth_members m where m.member = r.oid))::text
        from pg_roles r where r.rolname = w.name)
    {%- if storage %}
    when 'bucket' then (
        select jsonb_build_array(b.public, b.file_size_limit, b.allowed_mime_types)::text from storage.buckets b where b.id = w.name)
    {%- endif %}
    end) end as form
from wanted w
left join lateral (
    select md5(concat_ws('|', p.polcmd, p.polpermissive, p.polroles, coalesce(p.polqual::text, '-'), coalesce(p.polwithcheck::text, '-'))) as tree
    from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
    where w.kind = 'policy' and n.nspname = w.schema and c.relname = w.parent and p.polname = w.name
) t on true

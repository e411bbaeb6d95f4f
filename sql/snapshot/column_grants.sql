coalesce((
    select pg_catalog.jsonb_object_agg(g.column_name, g.roles) from (
        select b.column_name, pg_catalog.jsonb_object_agg(b.grantee, b.privileges) as roles from (
            select a.attname as column_name,
                case x.grantee when 0 then 'public' when r.relowner then '@owner' else pg_catalog.pg_get_userbyid(x.grantee) end as grantee,
                pg_catalog.jsonb_agg(distinct x.privilege_type || case when x.is_grantable and x.grantee <> r.relowner then '*' else '' end) as privileges
            from pg_catalog.pg_attribute a cross join lateral pg_catalog.aclexplode(a.attacl) x
            where a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped and a.attacl is not null
            group by a.attname, x.grantee) b
        group by b.column_name) g), '{}')

-- What a file made in a schema that clients can reach is closed before anybody can see it; access rules open it afterwards.
-- A table was made by this transaction when the row of a system column was: that row is never written again.
do $close$
declare
    made record;
    everybody constant text := 'public'{% for role in clients %} || case when exists (select from pg_catalog.pg_roles where rolname = {{ role | literal }}) then ', ' || pg_catalog.quote_ident({{ role | literal }}) else '' end{% endfor %};
begin
    for made in
        select n.nspname, c.relname, c.relkind
        from pg_catalog.pg_class c
        join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = case when c.relkind in ('v', 'S') then 1 else -1 end
        where n.nspname in ({% for schema in schemas %}{% if not loop.first %}, {% endif %}{{ schema | literal }}{% endfor %})
          and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S') and pg_catalog.age(a.xmin) <= 0
          and pg_catalog.pg_has_role(c.relowner, 'usage')
    loop
        delete from provost.access
        where history = {{ label | literal }} and schema = made.nspname and (parent = made.relname or parent = '' and name = made.relname);
        if made.relkind in ('r', 'p') then
            execute pg_catalog.format('alter table %I.%I enable row level security', made.nspname, made.relname);
        end if;
        execute pg_catalog.format('revoke all on %s %I.%I from ' || everybody,
            case made.relkind when 'S' then 'sequence' else 'table' end, made.nspname, made.relname);
    end loop;
    -- A function that was there before and is only replaced keeps its rights; a new one may be called by everybody.
    for made in
        select p.oid::pg_catalog.regprocedure::text as signature, n.nspname, p.proname
        from pg_catalog.pg_proc p
        join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where n.nspname in ({% for schema in schemas %}{% if not loop.first %}, {% endif %}{{ schema | literal }}{% endfor %})
          and p.prokind = 'f' and pg_catalog.age(p.xmin) <= 0 and pg_catalog.pg_has_role(p.proowner, 'usage')
          and exists (select from pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) g where g.grantee = 0)
    loop
        delete from provost.access
        where history = {{ label | literal }} and kind = 'execute' and schema = made.nspname and name = made.proname;
        execute 'revoke all on function ' || made.signature || ' from ' || everybody;
    end loop;
end
$close$;

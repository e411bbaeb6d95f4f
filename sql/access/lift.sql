-- A column that a policy reads cannot change its type or go. The generated policies of these tables step aside: nobody sees a row meanwhile.
do $lift$
declare
    policy record;
begin
    for policy in
        select a.schema, a.parent, a.name from provost.access a
        where a.history = {{ label | literal }} and a.kind = 'policy' and (a.schema, a.parent) in ({% for table in tables %}{% if not loop.first %}, {% endif %}({{ table.schema | literal }}, {{ table.name | literal }}){% endfor %})
    loop
        execute pg_catalog.format('drop policy if exists %I on %I.%I', policy.name, policy.schema, policy.parent);
    end loop;
end
$lift$;

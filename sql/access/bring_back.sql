-- The policies that stepped aside come back as they were. One that cannot, because its column is gone, stays away: its table is the more
-- closed for it, until access rules that fit the new columns are applied.
do $back$
declare
    policy record;
begin
    for policy in
        select a.ctid as place, a.schema, a.parent, a.name, a.sql from provost.access a
        where a.history = {{ label | literal }} and a.kind = 'policy' and (a.schema, a.parent) in ({% for table in tables %}{% if not loop.first %}, {% endif %}({{ table.schema | literal }}, {{ table.name | literal }}){% endfor %})
    loop
        begin
            execute policy.sql;
        exception when undefined_column or undefined_table or undefined_function or datatype_mismatch then
            delete from provost.access where ctid = policy.place;
        end;
    end loop;
end
$back$;

set local search_path to pg_catalog, pg_temp;
with wanted as (
    select a.kind, a.schema, a.parent, a.name, null::text as tree, null::text as recorded from provost.access a
    where a.history = {{ label | literal }} and a.kind in ('policy', 'table') and ((a.schema, a.parent) in ({% for table in tables %}{% if not loop.first %}, {% endif %}({{ table.schema | literal }}, {{ table.name | literal }}){% endfor %})
        or (a.schema, a.name) in ({% for table in tables %}{% if not loop.first %}, {% endif %}({{ table.schema | literal }}, {{ table.name | literal }}){% endfor %}))
), forms as (
    {% include "access/forms.sql" %}
)
update provost.access a set form = coalesce(f.form, ''), tree = f.tree
from forms f
where a.history = {{ label | literal }} and a.kind = f.kind and a.schema = f.schema and a.parent = f.parent and a.name = f.name;

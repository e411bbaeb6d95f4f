-- Column rights of one database role add up over its rules; this keeps the rules apart: a column changes only where a rule that lists it
-- matches the person and the row as it was.
create or replace function {{ helpers | ident }}.{{ name | ident }}() returns trigger
    language plpgsql
    set search_path = ''
as $rls$
begin
    if current_user not in ({% for role in clients %}{% if not loop.first %}, {% endif %}{{ role | literal }}{% endfor %}) then
        return new;
    end if;
    {%- for column in columns %}
    if new.{{ column.name | ident }} is distinct from old.{{ column.name | ident }} and not coalesce({{ column.condition }}, false) then
        raise exception 'permission denied for column %', {{ column.name | literal }} using errcode = 'insufficient_privilege';
    end if;
    {%- endfor %}
    return new;
end
$rls$;

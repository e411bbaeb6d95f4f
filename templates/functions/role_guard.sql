-- Refuses a change of a column unless the person has one of these roles; the backend and migrations may.
-- param column: column
-- param allowed: texts
-- trigger: before update
create or replace function {{ function.schema | ident }}.{{ function.name | ident }}() returns trigger
    language plpgsql
    set search_path = ''
as $guard$
begin
    if new.{{ column | ident }} is distinct from old.{{ column | ident }}
        and (select {{ uid }}) is not null
        and coalesce({{ helpers | ident }}.app_role() not in ({% for role in allowed %}{% if not loop.first %}, {% endif %}{{ role | literal }}{% endfor %}), true) then
        raise exception 'permission denied to change %', {{ column | literal }} using errcode = 'insufficient_privilege';
    end if;
    return new;
end
$guard$;

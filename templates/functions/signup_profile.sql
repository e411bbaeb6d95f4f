-- Makes a profile for everybody who signs up. A row that cannot be made because there is one already is no reason to refuse a sign-up.
-- param into: table
-- param copy: columns
-- param set?: values
-- trigger: after insert on auth.users
create or replace function {{ function.schema | ident }}.{{ function.name | ident }}() returns trigger
    language plpgsql security definer
    set search_path = ''
as $signup$
begin
    insert into {{ into.schema | ident }}.{{ into.name | ident }} (
        {%- for column in copy %}{% if not loop.first %}, {% endif %}{{ column | ident }}{% endfor %}
        {%- for value in set %}, {{ value.name | ident }}{% endfor %})
    values ({% for column in copy %}{% if not loop.first %}, {% endif %}new.{{ column | ident }}{% endfor %}
        {%- for value in set %}, {{ value.value | literal }}{% endfor %})
    on conflict do nothing;
    return new;
end
$signup$;

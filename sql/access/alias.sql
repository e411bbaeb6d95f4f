-- The name that the application knows the role by.
create or replace function {{ alias.schema | ident }}.{{ alias.name | ident }}() returns text
    language sql stable parallel safe
    set search_path = ''
as $rls$ select {{ helpers | ident }}.app_role() $rls$;

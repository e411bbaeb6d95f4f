-- Carries a changed e-mail address from the login over to the profile.
-- param into: table
-- param column?: column
-- param key?: column
-- trigger: after update of email on auth.users
create or replace function {{ function.schema | ident }}.{{ function.name | ident }}() returns trigger
    language plpgsql security definer
    set search_path = ''
as $sync$
begin
    update {{ into.schema | ident }}.{{ into.name | ident }}
    set {{ (column or 'email') | ident }} = new.email
    where {{ (key or 'id') | ident }} = new.id;
    return new;
end
$sync$;

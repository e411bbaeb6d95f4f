-- The person's role. Reads the table of roles as its owner, so that no policy has to.
create or replace function {{ helpers | ident }}.app_role() returns text
    language sql stable parallel safe security definer
    set search_path = ''
as $rls$
    select coalesce(
        (select r.{{ column | ident }}::text from {{ table.schema | ident }}.{{ table.name | ident }} r
         where r.{{ person | ident }} = (select {{ uid }})),
        {{ base | literal }})
    where (select {{ uid }}) is not null
$rls$;

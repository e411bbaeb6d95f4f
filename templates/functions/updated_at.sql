-- Keeps `updated_at` at the time of the last change.
-- needs: updated_at
-- trigger: before update
create or replace function {{ function.schema | ident }}.{{ function.name | ident }}() returns trigger
    language plpgsql
    set search_path = ''
as $updated_at$
begin
    new.updated_at := now();
    return new;
end
$updated_at$;

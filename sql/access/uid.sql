-- The person's id out of the claims that the backend set.
create or replace function {{ helpers | ident }}.uid() returns uuid
    language sql stable parallel safe
    set search_path = ''
as $rls$
    select nullif(nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub', '')::uuid
$rls$;

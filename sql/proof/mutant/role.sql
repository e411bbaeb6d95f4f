create or replace function {{ helpers | ident }}.app_role() returns text
    language sql stable parallel safe security definer
    set search_path = ''
as $rls$ select {{ role | literal }}::text $rls$;

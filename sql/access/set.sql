create or replace function {{ helpers | ident }}.{{ name | ident }}() returns {{ type | keyword }}[]
    language sql stable parallel safe {% if definer %}security definer{% endif %}
    set search_path = ''
as $rls$
    select coalesce(array_agg(ids.id), '{}')
    from (
        {{ query }}
    ) as ids (id)
$rls$;

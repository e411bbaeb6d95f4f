-- The {{ end | keyword }} of all keys for people with one of these roles, null for everybody else: a range that holds every row or none,
-- which an index can answer.
create or replace function {{ helpers | ident }}.{{ name | ident }}(roles text[]) returns {{ type | keyword }}
    language sql stable parallel safe
    set search_path = ''
as $rls$ select case when {{ helpers | ident }}.app_role() = any (roles) then {% if value %}{{ value | literal }}::{{ type | keyword }}{% elif end == 'lowest' %}''{% else %}U&'\+10FFFF'{% endif %} end $rls$;

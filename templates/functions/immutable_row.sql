-- Refuses to change or delete a row; with `since`, only once that column is set.
-- param since?: column
-- trigger: before update or delete
create or replace function {{ function.schema | ident }}.{{ function.name | ident }}() returns trigger
    language plpgsql
    set search_path = ''
as $immutable$
begin
    {%- if since %}
    if old.{{ since | ident }} is null then
        return case when tg_op = 'DELETE' then old else new end;
    end if;
    {%- endif %}
    raise exception 'rows of % are never changed', tg_table_name using errcode = 'restrict_violation';
end
$immutable$;

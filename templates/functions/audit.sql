-- Writes down every change of a row: who, what, before, after. `names` maps our words for the log's columns to the log's own.
-- param into: table
-- param names?: map
-- trigger: after insert or update or delete
create or replace function {{ function.schema | ident }}.{{ function.name | ident }}() returns trigger
    language plpgsql security definer
    set search_path = ''
as $audit$
declare
    old_row constant jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
    new_row constant jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
begin
    insert into {{ into.schema | ident }}.{{ into.name | ident }}
        ({{ names.actor | default('actor') | ident }}, {{ names.operation | default('operation') | ident }}, {{ names.table_name | default('table_name') | ident }},
         {{ names.row_key | default('row_key') | ident }}, {{ names.before | default('before') | ident }}, {{ names.after | default('after') | ident }})
    values
        ((select {{ uid }}), tg_op, tg_table_schema || '.' || tg_table_name,
         coalesce(new_row, old_row) -> 'id', old_row, new_row);
    return null;
end
$audit$;

-- Tells a person about a new row. `to` is the column that holds whom.
-- param into: table
-- param to: column
-- param title: text
-- param names?: map
-- trigger: after insert
create or replace function {{ function.schema | ident }}.{{ function.name | ident }}() returns trigger
    language plpgsql security definer
    set search_path = ''
as $notify$
begin
    if new.{{ to | ident }} is not null then
        insert into {{ into.schema | ident }}.{{ into.name | ident }} ({{ names.user_id | default('user_id') | ident }}, {{ names.title | default('title') | ident }})
        values (new.{{ to | ident }}, {{ title | literal }});
    end if;
    return null;
end
$notify$;

-- A table that is tried: what says how its rows stand to people, and triggers that let an attempt touch one row alone, or change nothing.
create function provost_proof.{{ judge | ident }}({{ table.schema | ident }}.{{ table.name | ident }}, uuid, text) returns boolean[]
    language plpgsql stable
as $proof$
#variable_conflict use_column
begin
    return (
        select array[{% for column in columns %}{% if not loop.first %}, {% endif %}{% for word in column %}{% if not loop.first %} and {% endif %}({{ word.sql }}) is {% if not word.wanted %}not {% endif %}true{% else %}true{% endfor %}{% endfor %}]::boolean[]
        from (select ($1).*) as {{ table.name | ident }}
    );
end
$proof$;
insert into provost_proof.subject (no, tab, judge, key, self)
values ({{ number | literal }}, {{ tab | literal }}, {{ judge | literal }}, {{ key | literal }}, {{ own | literal }});
create trigger "!one" before update or delete on {{ table.schema | ident }}.{{ table.name | ident }} for each row
    when (current_setting('provost_proof.at', true) <> '' and current_setting('provost_proof.at', true) <> old.tableoid::oid::text || old.ctid::text)
    execute function provost_proof.skip();
create trigger "!still" before update on {{ table.schema | ident }}.{{ table.name | ident }} for each row
    when (current_setting('provost_proof.still', true) = 'on') execute function provost_proof.keep();
alter table {{ table.schema | ident }}.{{ table.name | ident }} enable always trigger "!one";
alter table {{ table.schema | ident }}.{{ table.name | ident }} enable always trigger "!still";

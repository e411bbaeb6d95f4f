-- One command of one role, planned and not run; what fails leaves the others as they are.
savepoint probe;
set local role {{ role | ident }};
explain (format json, costs off)
{%- if command == 'select' %} select 1 from {{ table.schema | ident }}.{{ table.name | ident }}
{%- elif command == 'insert' %} insert into {{ table.schema | ident }}.{{ table.name | ident }}
    {%- if column %} ({{ column | ident }}) values (default){% else %} default values{% endif %}
{%- elif command == 'update' %} update {{ table.schema | ident }}.{{ table.name | ident }} set {{ column | ident }} = default
{%- else %} delete from {{ table.schema | ident }}.{{ table.name | ident }}
{%- endif %}

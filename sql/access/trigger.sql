create or replace trigger {{ name | ident }}
    {{ when | keyword }}{% if columns %} of {% for column in columns %}{% if not loop.first %}, {% endif %}{{ column | ident }}{% endfor %}{% endif %} on {{ table.schema | ident }}.{{ table.name | ident }}
    for each row execute function {{ function.schema | ident }}.{{ function.name | ident }}();

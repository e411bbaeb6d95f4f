alter policy {{ name | ident }} on {{ table.schema | ident }}.{{ table.name | ident }}
    to {{ role | ident }}
    {%- if using %}
    using ({{ using }})
    {%- endif %}
    {%- if check %}
    with check ({{ check }})
    {%- endif %};

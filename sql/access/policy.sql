create policy {{ name | ident }} on {{ table.schema | ident }}.{{ table.name | ident }}
    for {{ command | keyword }} to {{ role | ident }}
    {%- if using %}
    using ({{ using }})
    {%- endif %}
    {%- if check %}
    with check ({{ check }})
    {%- endif %};

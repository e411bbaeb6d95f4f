revoke all on table {{ table.schema | ident }}.{{ table.name | ident }} from public
    {%- for role in revoked %}, {{ role | ident }}{% endfor %};
{%- if readers %}
grant select on table {{ table.schema | ident }}.{{ table.name | ident }} to {% for role in readers %}{% if not loop.first %}, {% endif %}{{ role | ident }}{% endfor %};
{%- endif %}

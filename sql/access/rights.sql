
revoke all on function {{ schema | ident }}.{{ name | ident }}({{ arguments | keyword }}) from public{% for role in clients %}, {{ role | ident }}{% endfor %};
{%- if readers %}
grant execute on function {{ schema | ident }}.{{ name | ident }}({{ arguments | keyword }}) to {% for role in readers %}{% if not loop.first %}, {% endif %}{{ role | ident }}{% endfor %};
{%- endif %}

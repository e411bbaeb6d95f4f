{%- if kind == 'policy' -%}
drop policy if exists {{ name | ident }} on {{ schema | ident }}.{{ parent | ident }};
{%- elif kind == 'trigger' -%}
drop trigger if exists {{ name | ident }} on {{ schema | ident }}.{{ parent | ident }};
{%- elif kind == 'function' -%}
drop function if exists {{ schema | ident }}.{{ name | ident }}({{ parent | keyword }});
{%- elif kind in ['table', 'view'] -%}
revoke all on table {{ schema | ident }}.{{ name | ident }} from public{% for role in clients %}, {{ role | ident }}{% endfor %};
{%- elif kind == 'execute' -%}
revoke all on function {{ schema | ident }}.{{ name | ident }}({{ parent | keyword }}) from public{% for role in clients %}, {{ role | ident }}{% endfor %};
{%- endif %}

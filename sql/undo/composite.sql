{% if phase == "create" %}create type {{ schema | ident }}.{{ name | ident }} as ({% for attribute in wanted.attributes %}{% if not loop.first %}, {% endif %}{{ attribute.name | ident }} {{ attribute.type }}{% endfor %});
{%- else %}
{%- for attribute in dropped %}alter type {{ schema | ident }}.{{ name | ident }} drop attribute {{ attribute | ident }} cascade;
{% endfor %}
{%- for attribute in added %}alter type {{ schema | ident }}.{{ name | ident }} add attribute {{ attribute.name | ident }} {{ attribute.type }} cascade;
{% endfor %}
{%- for attribute in retyped %}alter type {{ schema | ident }}.{{ name | ident }} alter attribute {{ attribute.name | ident }} set data type {{ attribute.type }} cascade;
{% endfor %}
{%- endif %}

{% if phase == "create" -%}
create {{ word | keyword }} {{ schema | ident }}.{{ name | ident }}
{%- if options %} with ({% for option in options %}{% if not loop.first %}, {% endif %}{{ option.name | ident }} = {{ option.value | literal }}{% endfor %}){% endif %} as
{{ wanted.definition }};
{% elif "options" in changed %}
{%- for option in lost_options %}alter {{ word | keyword }} {{ schema | ident }}.{{ name | ident }} reset ({{ option | ident }});
{% endfor %}
{%- if options %}alter {{ word | keyword }} {{ schema | ident }}.{{ name | ident }} set ({% for option in options %}{% if not loop.first %}, {% endif %}{{ option.name | ident }} = {{ option.value | literal }}{% endfor %});
{% endif %}
{%- endif %}

{% if phase == "create" %}alter {% if kind == "domain_constraint" %}domain{% else %}table{% endif %} {{ schema | ident }}.{{ parent | ident }} add constraint {{ name | ident }} {{ wanted.definition }}{% if not wanted.valid %} not valid{% endif %};
{%- elif "valid" in changed %}alter {% if kind == "domain_constraint" %}domain{% else %}table{% endif %} {{ schema | ident }}.{{ parent | ident }} validate constraint {{ name | ident }};
{%- endif %}

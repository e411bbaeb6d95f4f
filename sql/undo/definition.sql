{% if phase == "create" %}{{ wanted.definition }};{% endif %}

{% if phase == "create" %}create schema {{ name | ident }};{% endif %}

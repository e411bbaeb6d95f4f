{% if phase == "create" %}create type {{ schema | ident }}.{{ name | ident }} as range (subtype = {{ wanted.subtype }});{% endif %}

{% if phase == "create" %}create domain {{ schema | ident }}.{{ name | ident }} as {{ wanted.type }}{% if wanted.collation %} collate {{ wanted.collation }}{% endif %}{% if wanted.default %} default {{ wanted.default }}{% endif %}{% if wanted.not_null %} not null{% endif %};
{%- else %}
{%- if "default" in changed %}alter domain {{ schema | ident }}.{{ name | ident }} {% if wanted.default %}set default {{ wanted.default }}{% else %}drop default{% endif %};
{% endif %}
{%- if "not_null" in changed %}alter domain {{ schema | ident }}.{{ name | ident }} {% if wanted.not_null %}set{% else %}drop{% endif %} not null;{% endif %}
{%- endif %}

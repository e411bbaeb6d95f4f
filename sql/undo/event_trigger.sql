{% if phase == "create" %}create event trigger {{ name | ident }} on {{ wanted.event | ident }}
{%- if wanted.tags %} when tag in ({% for tag in wanted.tags %}{% if not loop.first %}, {% endif %}{{ tag | literal }}{% endfor %}){% endif %} execute function {{ wanted.schema | ident }}.{{ wanted.function | ident }}();
{% endif %}
{%- if "enabled" in changed or phase == "create" and wanted.enabled != "yes" %}alter event trigger {{ name | ident }} {% if wanted.enabled == "no" %}disable{% elif wanted.enabled == "replica" %}enable replica{% elif wanted.enabled == "always" %}enable always{% else %}enable{% endif %};
{%- endif %}

{% if phase == "create" %}{{ wanted.definition }};
{% endif %}
{%- if "enabled" in changed or phase == "create" and wanted.enabled != "yes" %}alter {% if kind == "event_trigger" %}event trigger {{ name | ident }}{% else %}table {{ schema | ident }}.{{ parent | ident }}{% endif %} {% if wanted.enabled == "no" %}disable{% elif wanted.enabled == "replica" %}enable replica{% elif wanted.enabled == "always" %}enable always{% else %}enable{% endif %}{% if kind != "event_trigger" %} {{ kind | keyword }} {{ name | ident }}{% endif %};
{%- endif %}

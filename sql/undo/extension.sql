{% if phase == "create" %}create extension {{ name | ident }} with schema {{ wanted.in | ident }} version {{ wanted.version | literal }};
{%- else %}
{%- if "version" in changed %}alter extension {{ name | ident }} update to {{ wanted.version | literal }};
{% endif %}
{%- if "in" in changed %}alter extension {{ name | ident }} set schema {{ wanted.in | ident }};{% endif %}
{%- endif %}

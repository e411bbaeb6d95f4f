{% if phase == "finish" %}alter sequence {{ schema | ident }}.{{ name | ident }} owned by {% if wanted.owned_by %}{% for part in wanted.owned_by %}{% if not loop.first %}.{% endif %}{{ part | ident }}{% endfor %}{% else %}none{% endif %};
{%- else %}
{%- if phase == "create" or sequence_changed %}{% if phase == "create" %}create{% if wanted.unlogged %} unlogged{% endif %}{% else %}alter{% endif %} sequence {{ schema | ident }}.{{ name | ident }} as {{ wanted.type }} increment by {{ wanted.increment | literal }} minvalue {{ wanted.min | literal }} maxvalue {{ wanted.max | literal }} start with {{ wanted.start | literal }} cache {{ wanted.cache | literal }}{% if not wanted.cycle %} no{% endif %} cycle;
{% endif %}
{%- if phase == "alter" and "unlogged" in changed %}alter sequence {{ schema | ident }}.{{ name | ident }} set {% if wanted.unlogged %}unlogged{% else %}logged{% endif %};{% endif %}
{%- endif %}

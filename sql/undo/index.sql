{% if phase == "create" %}{{ wanted.definition }};
{% endif %}
{%- if wanted.clustered %}alter table {{ schema | ident }}.{{ parent | ident }} cluster on {{ name | ident }};
{%- elif "clustered" in changed %}alter table {{ schema | ident }}.{{ parent | ident }} set without cluster;
{%- endif %}

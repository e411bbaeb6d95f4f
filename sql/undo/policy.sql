{% if phase == "create" %}create policy {{ name | ident }} on {{ schema | ident }}.{{ parent | ident }} as {% if wanted.permissive %}permissive{% else %}restrictive{% endif %} for {{ wanted.command | keyword }} to {% for role in wanted.roles %}{% if not loop.first %}, {% endif %}{% if role == "public" %}public{% else %}{{ role | ident }}{% endif %}{% endfor %}
{%- if wanted.using %}
    using ({{ wanted.using }}){% endif %}
{%- if wanted.check %}
    with check ({{ wanted.check }}){% endif %};{% endif %}

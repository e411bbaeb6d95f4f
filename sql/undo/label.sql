{% if renamed %}alter type {{ schema | ident }}.{{ name | ident }} rename value {{ renamed | literal }} to {{ label | literal }};
{%- else %}alter type {{ schema | ident }}.{{ name | ident }} add value if not exists {{ label | literal }}{% if before %} before {{ before | literal }}{% endif %};
{%- endif %}

{% if phase == "create" or attributes_changed %}{% if phase == "create" %}create{% else %}alter{% endif %} role {{ name | ident }} with
{%- if phase == "create" or "login" in changed %} {% if not wanted.login %}no{% endif %}login{% endif %}
{%- if phase == "create" and wanted.superuser or "superuser" in changed %} {% if not wanted.superuser %}no{% endif %}superuser{% endif %}
{%- if phase == "create" and wanted.bypass_row_security or "bypass_row_security" in changed %} {% if not wanted.bypass_row_security %}no{% endif %}bypassrls{% endif %}
{%- if phase == "create" and wanted.create_role or "create_role" in changed %} {% if not wanted.create_role %}no{% endif %}createrole{% endif %}
{%- if phase == "create" and wanted.create_database or "create_database" in changed %} {% if not wanted.create_database %}no{% endif %}createdb{% endif %}
{%- if phase == "create" and wanted.replication or "replication" in changed %} {% if not wanted.replication %}no{% endif %}replication{% endif %}
{%- if phase == "create" or "inherit" in changed %} {% if not wanted.inherit %}no{% endif %}inherit{% endif %};
{% endif %}
{%- for group in left %}revoke {{ group | ident }} from {{ name | ident }};
{% endfor %}
{%- for group in joined %}grant {{ group | ident }} to {{ name | ident }};
{% endfor %}

{% if phase == "create" %}create publication {{ name | ident }}{% if wanted.all_tables %} for all tables{% endif %} with (publish = {{ wanted.operations | literal }}, publish_via_partition_root = {{ wanted.via_root | literal }});
{%- elif "operations" in changed or "via_root" in changed %}alter publication {{ name | ident }} set (publish = {{ wanted.operations | literal }}, publish_via_partition_root = {{ wanted.via_root | literal }});
{%- endif %}
{%- if not wanted.all_tables and ("tables" in changed or "schemas" in changed or phase == "create") %}
{%- if wanted.tables or wanted.schemas %}
alter publication {{ name | ident }} set {% for table in wanted.tables %}{% if not loop.first %}, {% endif %}table {{ table.schema | ident }}.{{ table.table | ident }}
    {%- if table.columns %} ({% for column in table.columns %}{% if not loop.first %}, {% endif %}{{ column | ident }}{% endfor %}){% endif %}
    {%- if table.where %} where ({{ table.where }}){% endif %}{% endfor %}
    {%- if wanted.schemas %}{% if wanted.tables %}, {% endif %}tables in schema {% for schema in wanted.schemas %}{% if not loop.first %}, {% endif %}{{ schema | ident }}{% endfor %}{% endif %};
{%- else %}
{%- for table in found.tables %}
alter publication {{ name | ident }} drop table {{ table.schema | ident }}.{{ table.table | ident }};
{%- endfor %}
{%- for schema in found.schemas %}
alter publication {{ name | ident }} drop tables in schema {{ schema | ident }};
{%- endfor %}
{%- endif %}
{%- endif %}

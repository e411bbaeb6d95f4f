{% if phase == "create" -%}
create {% if wanted.form == "foreign" %}foreign {% elif wanted.unlogged %}unlogged {% endif %}table {{ schema | ident }}.{{ name | ident }}
{%- if wanted.bound %} partition of {% for parent in wanted.inherits %}{{ parent.schema | ident }}.{{ parent.name | ident }}{% endfor %} {{ wanted.bound }}
{%- else %} ({% for column in columns %}
    {% if not loop.first %}, {% endif %}{{ column }}{% endfor %}
)
{%- if wanted.inherits %} inherits ({% for parent in wanted.inherits %}{% if not loop.first %}, {% endif %}{{ parent.schema | ident }}.{{ parent.name | ident }}{% endfor %}){% endif %}
{%- endif %}
{%- if wanted.partition_by %} partition by {{ wanted.partition_by }}{% endif %}
{%- if wanted.server %} server {{ wanted.server | ident }}{% endif %}
{%- if options %} with ({% for option in options %}{% if not loop.first %}, {% endif %}{{ option.name | ident }} = {{ option.value | literal }}{% endfor %}){% endif %};
{% else %}
{%- if "unlogged" in changed %}alter table {{ schema | ident }}.{{ name | ident }} set {% if wanted.unlogged %}unlogged{% else %}logged{% endif %};
{% endif %}
{%- for option in lost_options %}alter table {{ schema | ident }}.{{ name | ident }} reset ({{ option | ident }});
{% endfor %}
{%- if options and "options" in changed %}alter table {{ schema | ident }}.{{ name | ident }} set ({% for option in options %}{% if not loop.first %}, {% endif %}{{ option.name | ident }} = {{ option.value | literal }}{% endfor %});
{% endif %}
{%- if "bound" in changed or "inherits" in changed %}
{%- for parent in found.inherits %}alter table {% if found.bound %}{{ parent.schema | ident }}.{{ parent.name | ident }} detach partition {{ schema | ident }}.{{ name | ident }}{% else %}{{ schema | ident }}.{{ name | ident }} no inherit {{ parent.schema | ident }}.{{ parent.name | ident }}{% endif %};
{% endfor %}
{%- for parent in wanted.inherits %}alter table {% if wanted.bound %}{{ parent.schema | ident }}.{{ parent.name | ident }} attach partition {{ schema | ident }}.{{ name | ident }} {{ wanted.bound }}{% else %}{{ schema | ident }}.{{ name | ident }} inherit {{ parent.schema | ident }}.{{ parent.name | ident }}{% endif %};
{% endfor %}
{%- endif %}
{%- endif %}
{%- if "row_security" in changed or phase == "create" and wanted.row_security %}alter table {{ schema | ident }}.{{ name | ident }} {% if wanted.row_security %}enable{% else %}disable{% endif %} row level security;
{% endif %}
{%- if "force_row_security" in changed or phase == "create" and wanted.force_row_security %}alter table {{ schema | ident }}.{{ name | ident }} {% if wanted.force_row_security %}force{% else %}no force{% endif %} row level security;
{% endif %}

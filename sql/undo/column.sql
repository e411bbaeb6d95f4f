{% if phase == "inline" %}{{ name | ident }} {{ wanted.type }}{% if wanted.collation %} collate {{ wanted.collation }}{% endif %}{% if wanted.identity %} generated {{ wanted.identity | keyword }} as identity ({{ identity_options }}){% endif %}{% if wanted.not_null %} not null{% endif %}
{%- elif phase == "create" %}alter table {{ schema | ident }}.{{ parent | ident }} add column {{ name | ident }} {{ wanted.type }}{% if wanted.collation %} collate {{ wanted.collation }}{% endif %}
    {%- if wanted.expression %} generated always as ({{ wanted.expression }}) {{ wanted.generated | keyword }}{% endif %}
    {%- if wanted.identity %} generated {{ wanted.identity | keyword }} as identity ({{ identity_options }}){% endif %}
    {%- if wanted.default %} default {{ wanted.default }}{% endif %}{% if wanted.not_null %} not null{% endif %};
{%- else %}
{%- if ("default" in changed or "type" in changed) and found.default %}alter table {{ schema | ident }}.{{ parent | ident }} alter column {{ name | ident }} drop default;
{% endif %}
{%- if "identity" in changed and found.identity %}alter table {{ schema | ident }}.{{ parent | ident }} alter column {{ name | ident }} drop identity;
{% endif %}
{%- if "type" in changed or "collation" in changed %}alter table {{ schema | ident }}.{{ parent | ident }} alter column {{ name | ident }} type {{ wanted.type }}{% if wanted.collation %} collate {{ wanted.collation }}{% endif %} using {{ name | ident }}::{{ wanted.type }};
{% endif %}
{%- if ("default" in changed or "type" in changed or loosened) and wanted.default %}alter table {{ schema | ident }}.{{ parent | ident }} alter column {{ name | ident }} set default {{ wanted.default }};
{% endif %}
{%- if "not_null" in changed %}alter table {{ schema | ident }}.{{ parent | ident }} alter column {{ name | ident }} {% if wanted.not_null %}set{% else %}drop{% endif %} not null;
{% endif %}
{%- if "identity" in changed and wanted.identity %}alter table {{ schema | ident }}.{{ parent | ident }} alter column {{ name | ident }} add generated {{ wanted.identity | keyword }} as identity ({{ identity_options }});
{% elif "identity_options" in changed and wanted.identity %}alter table {{ schema | ident }}.{{ parent | ident }} alter column {{ name | ident }}{% for option in identity_list %} set {{ option }}{% endfor %};
{% endif %}
{%- if "compression" in changed %}alter table {{ schema | ident }}.{{ parent | ident }} alter column {{ name | ident }} set compression {% if wanted.compression %}{{ wanted.compression | keyword }}{% else %}default{% endif %};
{% endif %}
{%- endif %}
{%- if phase != "inline" and ("storage" in changed or phase == "create" and wanted.storage) %}
alter table {{ schema | ident }}.{{ parent | ident }} alter column {{ name | ident }} set storage {% if wanted.storage %}{{ wanted.storage | keyword }}{% else %}{{ wanted.usual_storage | keyword }}{% endif %};
{%- endif %}

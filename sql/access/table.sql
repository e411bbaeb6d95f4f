alter table {{ table.schema | ident }}.{{ table.name | ident }} enable row level security;
revoke all on table {{ table.schema | ident }}.{{ table.name | ident }} from public
    {%- for role in revoked %}, {{ role | ident }}{% endfor %};
{%- for partition in partitions %}
alter table {{ partition.schema | ident }}.{{ partition.name | ident }} enable row level security;
revoke all on table {{ partition.schema | ident }}.{{ partition.name | ident }} from public
    {%- for role in revoked %}, {{ role | ident }}{% endfor %};
{%- endfor %}
{%- if service %}
grant select, insert, update, delete on table {{ table.schema | ident }}.{{ table.name | ident }} to {{ service | ident }};
{%- endif %}
{%- for grant in grants %}
grant {{ grant.command | keyword }}
{%- if grant.columns %} ({% for column in grant.columns %}{% if not loop.first %}, {% endif %}{{ column | ident }}{% endfor %}){% endif %} on table {{ table.schema | ident }}.{{ table.name | ident }} to {{ grant.role | ident }};
{%- endfor %}
{%- for sequence in sequences %}
grant usage on sequence {{ sequence.name }} to {% for role in sequence.roles %}{% if not loop.first %}, {% endif %}{{ role | ident }}{% endfor %};
{%- endfor %}

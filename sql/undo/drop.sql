{% if kind == "column" and loosened %}alter table {{ schema | ident }}.{{ parent | ident }} alter column {{ name | ident }} drop default;
{%- elif kind == "column" %}alter table {{ schema | ident }}.{{ parent | ident }} drop column {{ name | ident }};
{%- elif kind == "constraint" %}alter table {{ schema | ident }}.{{ parent | ident }} drop constraint {{ name | ident }};
{%- elif kind == "domain_constraint" %}alter domain {{ schema | ident }}.{{ parent | ident }} drop constraint {{ name | ident }};
{%- elif kind == "bucket" %}select pg_catalog.set_config('storage.allow_delete_query', 'true', true);
delete from storage.buckets where id = {{ name | literal }};
{%- else %}drop {{ identity }};
{%- endif %}

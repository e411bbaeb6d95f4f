-- What checks of `validate` may count on, for this transaction: limits, schemas, roles, and what the project's rules make.
with
{% include "catalog/platform_schemas.sql" %}
select
    {{ needs | literal }} is null or to_regclass({{ needs | literal }}) is not null,
    set_config('search_path', coalesce({{ search_path | literal }}, current_setting('search_path')), true),
    set_config('statement_timeout', {{ statement_timeout | literal }}, true),
    set_config('lock_timeout', {{ lock_timeout | literal }}, true),
    set_config('provost.schemas', coalesce((
        select array_agg(n.nspname order by n.nspname) from pg_catalog.pg_namespace n
        where n.nspname !~ '^pg_' and n.nspname not in (select nspname from left_out)), '{}')::text, true),
    set_config('provost.exposed', array[{% for name in exposed %}{% if not loop.first %}, {% endif %}{{ name | literal }}{% endfor %}]::text[]::text, true),
    set_config('provost.clients', array[{% for name in clients %}{% if not loop.first %}, {% endif %}{{ name | literal }}{% endfor %}]::text[]::text, true),
    set_config('provost.functions', array[{% for name in functions %}{% if not loop.first %}, {% endif %}{{ name | literal }}{% endfor %}]::text[]::text, true),
    set_config('provost.buckets', array[{% for name in buckets %}{% if not loop.first %}, {% endif %}{{ name | literal }}{% endfor %}]::text[]::text, true)

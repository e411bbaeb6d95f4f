set local search_path to pg_catalog, pg_temp;
{%- if objects %}
-- What this transaction made, as PostgreSQL writes it now.
with wanted (kind, schema, parent, name, source, sql, tree, recorded) as (
    values
    {%- for object in objects %}
        {% if not loop.first %}, {% endif %}({{ object.kind | literal }}::text, {{ object.schema | literal }}::text, {{ object.parent | literal }}::text, {{ object.name | literal }}::text, {{ object.source | literal }}::text, {{ object.sql | literal }}::text, null::text, null::text)
    {%- endfor %}
), forms as (
    {% include "access/forms.sql" %}
)
insert into provost.access (history, kind, schema, parent, name, source, form, tree, sql, run)
select {{ label | literal }}, w.kind, w.schema, w.parent, w.name, w.source, coalesce(f.form, ''), f.tree, w.sql, {{ run | literal }}
from wanted w left join forms f using (kind, schema, parent, name)
on conflict (history, kind, schema, parent, name) do update
set source = excluded.source, form = excluded.form, tree = excluded.tree, sql = excluded.sql, run = excluded.run, applied_at = excluded.applied_at;
{%- endif %}
select extract(epoch from clock_timestamp() - statement_timestamp());

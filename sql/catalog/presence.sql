-- Which of the objects that files make are there. Columns: the object's number, whether it is there.
-- A name without a schema is looked for along the role's own search path, as the file that makes it would.
with wanted (number, kind, schema, name, on_schema, on_name) as (
    values
{%- for object in objects %}
    ({{ object.number | literal }}, {{ object.kind | literal }}, {{ object.schema | literal }}::text, {{ object.name | literal }}::text,
        {{ object.on_schema | literal }}::text, {{ object.on_name | literal }}::text){% if not loop.last %},{% endif %}
{%- endfor %}
), looked_for as (
    select number, kind, name, on_name,
        case when schema is null then pg_catalog.current_schemas(true) else array[schema::name] end as schemas,
        case when on_schema is null then pg_catalog.current_schemas(true) else array[on_schema::name] end as on_schemas
    from wanted
)
select w.number, case
    when w.kind = 'schema' then exists (select from pg_catalog.pg_namespace n where n.nspname = w.name)
    when w.kind = 'extension' then exists (select from pg_catalog.pg_extension e where e.extname = w.name)
    when w.kind in ('type', 'domain') then exists (
        select from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace
        where t.typname = w.name and n.nspname = any (w.schemas))
    when w.kind in ('function', 'procedure') then exists (
        select from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
        where p.proname = w.name and n.nspname = any (w.schemas))
    when w.kind in ('trigger', 'policy', 'column') then exists (
        select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relname = w.on_name and n.nspname = any (w.on_schemas)
          and (w.kind = 'trigger' and exists (select from pg_catalog.pg_trigger g where g.tgrelid = c.oid and g.tgname = w.name)
            or w.kind = 'policy' and exists (select from pg_catalog.pg_policy y where y.polrelid = c.oid and y.polname = w.name)
            or w.kind = 'column' and exists (
                select from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attname = w.name and not a.attisdropped)))
    else exists (
        select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where c.relname = w.name and n.nspname = any (w.schemas)
          and c.relkind::text = any (case w.kind when 'table' then array['r', 'p', 'f'] when 'view' then array['v']
              when 'materialized-view' then array['m'] when 'index' then array['i', 'I'] else array['S'] end))
    end
from looked_for w order by w.number;

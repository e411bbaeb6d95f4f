-- An index by its name, in the schema of its table: schema, name, whether it is valid.
-- The table is looked up as the file would: along the role's own search path.
select n.nspname, c.relname, i.indisvalid and i.indisready
from pg_catalog.pg_class t
join pg_catalog.pg_class c on c.relnamespace operator(pg_catalog.=) t.relnamespace and c.relname operator(pg_catalog.=) {{ name | literal }}
join pg_catalog.pg_index i on i.indexrelid operator(pg_catalog.=) c.oid
join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace
where t.oid operator(pg_catalog.=) pg_catalog.to_regclass({{ table | literal }});

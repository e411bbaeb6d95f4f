-- Indexes that a build left half-made: they cost every write and serve no query. Columns: schema, index, table.
-- One that is being built just now is invalid, too; the build is asked for, so that it is not mistaken for a leftover.
select n.nspname, c.relname, t.relname
from pg_catalog.pg_index i
join pg_catalog.pg_class c on c.oid operator(pg_catalog.=) i.indexrelid
join pg_catalog.pg_class t on t.oid operator(pg_catalog.=) i.indrelid
join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace
where not (i.indisvalid and i.indisready)
  and n.nspname operator(pg_catalog.<>) all (array['pg_catalog', 'pg_toast', 'information_schema']::name[])
  and not exists (select from pg_catalog.pg_stat_progress_create_index p where p.index_relid operator(pg_catalog.=) i.indexrelid)
order by 1, 2;

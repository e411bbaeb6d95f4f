-- golang-migrate keeps only the newest version: everything up to it has run.
-- Columns: version, name, checksum, whether it ended well.
select version, 'up to here', null, not dirty from public.schema_migrations;

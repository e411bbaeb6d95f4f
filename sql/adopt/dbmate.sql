-- dbmate's history.
-- Columns: version, name, checksum, whether it ended well.
select version, null, null, true from public.schema_migrations order by version;

-- refinery's own table, in its default place.
-- Columns: version, name, checksum, whether it ended well.
select version, name, checksum, true from public.refinery_schema_history order by version;

-- The Supabase CLI's history.
-- Columns: version, name, checksum, whether it ended well.
select version, name, null, true from supabase_migrations.schema_migrations order by version;

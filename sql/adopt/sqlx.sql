-- sqlx's history; its checksum is the SHA-384 of the file.
-- Columns: version, name, checksum, whether it ended well.
select version, description, pg_catalog.encode(checksum, 'hex'), success from public._sqlx_migrations order by version;

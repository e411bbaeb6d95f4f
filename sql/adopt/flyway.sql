-- Flyway's history. Its checksum leaves out line ends, so it is not compared.
-- Columns: version, name, checksum, whether it ended well.
select version, description, null, success from public.flyway_schema_history
where version is not null and type operator(pg_catalog.=) any (array['SQL', 'BASELINE']) order by installed_rank;

-- What a snapshot needs of its session: one view of the catalogs, names written in full, and no waiting behind whoever holds a table.
-- A planner that knows nothing of these tables guesses few rows everywhere, and would walk lists in lists. The answer says whether buckets are there and can be read; where row level security hides them, a count of none would be a lie.
begin isolation level repeatable read read only;
select pg_catalog.set_config('search_path', '', true), pg_catalog.set_config('lock_timeout', {{ lock_timeout | literal }}, true),
    pg_catalog.set_config('datestyle', 'iso', true), pg_catalog.set_config('intervalstyle', 'postgres', true),
    pg_catalog.set_config('quote_all_identifiers', 'off', true), pg_catalog.set_config('extra_float_digits', '1', true),
    pg_catalog.set_config('enable_nestloop', 'off', true),
    pg_catalog.set_config('jit', 'off', true), pg_catalog.set_config('timezone', 'UTC', true), pg_catalog.set_config('bytea_output', 'hex', true);
select case
    when not exists (
        select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'storage' and c.relname = 'buckets' and c.relkind = 'r') then 'none'
    when (
        select pg_catalog.has_schema_privilege(n.oid, 'usage') and pg_catalog.has_table_privilege(c.oid, 'select')
            and not pg_catalog.row_security_active(c.oid)
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'storage' and c.relname = 'buckets') then 'readable'
    else 'hidden'
end

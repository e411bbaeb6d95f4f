-- Whoever waits for it need not wait until this session ends.
select pg_catalog.pg_advisory_unlock(1886547830, pg_catalog.hashtext({{ name | literal }}));

-- One provost at a time makes it. Held by the session; never the blocking form.
select pg_catalog.pg_try_advisory_lock(1886547830, pg_catalog.hashtext({{ name | literal }}));

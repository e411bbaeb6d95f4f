-- One course is set up by one provost at a time. Held by the session; never the blocking form.
select pg_catalog.pg_try_advisory_lock(1886547830, pg_catalog.hashtext({{ code | literal }}));

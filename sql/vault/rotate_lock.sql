-- One rotation at a time. Held by the session; never the blocking form.
select pg_catalog.pg_try_advisory_lock(1886547830, 1919906932);

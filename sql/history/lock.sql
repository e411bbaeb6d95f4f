-- Tries to take the run lock. Never the blocking form: a process that waits inside pg_advisory_lock() holds a snapshot, and
-- CREATE INDEX CONCURRENTLY waits for that snapshot: both wait until the deadlock check ends one of them.
select pg_catalog.pg_try_advisory_lock({{ lock.space | literal }}, {{ lock.key | literal }});

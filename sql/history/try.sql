-- A statement of a no-transaction file: what its file has set before stays as it is, only the wait for a lock is short.
select pg_catalog.set_config('lock_timeout', {{ lock_timeout | literal }}, true);

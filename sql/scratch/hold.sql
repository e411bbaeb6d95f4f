-- Held before the database is made and until it is dropped; gone with the session, however that ends.
select pg_try_advisory_lock({{ space | literal }}, {{ key | literal }});

select pg_advisory_unlock({{ space | literal }}, {{ key | literal }});

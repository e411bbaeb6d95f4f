-- What the COMMIT runs under, after a file's settings and with them ours were reset. Deferred triggers run in it and may wait for locks;
-- and what is answered must be on disk, whatever the server, the database or the role has as its default.
select pg_catalog.set_config('lock_timeout', {{ lock_timeout | literal }}, true),
    pg_catalog.set_config('statement_timeout', {{ statement_timeout | literal }}, true),
    pg_catalog.set_config('idle_in_transaction_session_timeout', '60s', true),
{%- if checks_connection %}
    pg_catalog.set_config('client_connection_check_interval', '1s', true),
{%- endif %}
    pg_catalog.set_config('synchronous_commit', 'on', true);

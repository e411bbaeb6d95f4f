-- What the COMMIT runs under, after a file's settings and with them ours were reset. Deferred triggers run in it and may wait for locks;
-- and what is answered must be on disk, whatever the server, the database or the role has as its default.
-- SET LOCAL, since a SELECT would be planned: this stands behind every file.
set local lock_timeout to {{ lock_timeout | literal }};
set local statement_timeout to {{ statement_timeout | literal }};
{%- if checks_connection %}
set local client_connection_check_interval to '1s';
{%- endif %}
set local synchronous_commit to on;

-- What each transaction of ours runs under. Set anew in each: a migration file may have changed any of it, and ends with RESET ALL.
-- Files are sent ahead of their predecessors' answers. The guard makes that safe: when what came before did not happen, the division
-- fails, and with it this transaction and, by the same rule, everything behind it.
select pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', {{ local | literal }}),
    pg_catalog.set_config('lock_timeout', {{ lock_timeout | literal }}, {{ local | literal }}),
    pg_catalog.set_config('statement_timeout', {{ statement_timeout | literal }}, {{ local | literal }}),
    pg_catalog.set_config('idle_in_transaction_session_timeout', '60s', {{ local | literal }}),
{%- if checks_connection %}
    pg_catalog.set_config('client_connection_check_interval', '1s', {{ local | literal }}),
{%- endif %}
{%- if guard.kind == 'version' %}
    1 operator(pg_catalog./) (select pg_catalog.count(*) from {{ history.schema | ident }}.{{ history.name | ident }}
        where version operator(pg_catalog.=) {{ guard.version | literal }} and checksum operator(pg_catalog.=) {{ guard.checksum | literal }}),
{%- elif guard.kind == 'reverted' %}
    1 operator(pg_catalog./) (1 operator(pg_catalog.-) (select pg_catalog.count(*) from {{ history.schema | ident }}.{{ history.name | ident }}
        where version operator(pg_catalog.=) {{ guard.version | literal }})),
{%- elif guard.kind == 'repeated' %}
    1 operator(pg_catalog./) (select pg_catalog.count(*) from provost.repeated
        where history operator(pg_catalog.=) {{ label | literal }} and name operator(pg_catalog.=) {{ guard.name | literal }}
          and checksum operator(pg_catalog.=) {{ guard.checksum | literal }}),
{%- endif %}
    -- A COMMIT that was acknowledged must survive a crash: the history is believed. A stronger setting stays.
    pg_catalog.set_config('synchronous_commit', case when pg_catalog.current_setting('synchronous_commit')
        operator(pg_catalog.=) 'remote_apply' then 'remote_apply' else 'on' end, {{ local | literal }});

-- What each transaction of ours runs under. Set anew in each: a migration file may have changed any of it, and ends with RESET ALL.
-- SET, since a SELECT would be planned: this stands before every file. How many statements these are, `settings_statements` must know.
set {% if local %}local {% endif %}search_path to pg_catalog, pg_temp;
set {% if local %}local {% endif %}lock_timeout to {{ lock_timeout | literal }};
set {% if local %}local {% endif %}statement_timeout to {{ statement_timeout | literal }};
set {% if local %}local {% endif %}idle_in_transaction_session_timeout to '60s';
{%- if checks_connection %}
set {% if local %}local {% endif %}client_connection_check_interval to '1s';
{%- endif %}
{%- if not local %}
-- A COMMIT that was acknowledged must survive a crash: the history is believed. A stronger setting stays. A transaction of ours
-- gets it at its end.
select pg_catalog.set_config('synchronous_commit', case when pg_catalog.current_setting('synchronous_commit')
    operator(pg_catalog.=) 'remote_apply' then 'remote_apply' else 'on' end, false);
{%- endif %}
-- Files are sent ahead of their predecessors' answers. The guard makes that safe: when what came before did not happen, the division
-- fails, and with it this transaction and, by the same rule, everything behind it.
{%- if guard.kind == 'version' %}
select 1 operator(pg_catalog./) pg_catalog.count(*) from {{ history.schema | ident }}.{{ history.name | ident }}
where version operator(pg_catalog.=) {{ guard.version | literal }} and checksum operator(pg_catalog.=) {{ guard.checksum | literal }};
{%- elif guard.kind == 'reverted' %}
select 1 operator(pg_catalog./) (1 operator(pg_catalog.-) pg_catalog.count(*)) from {{ history.schema | ident }}.{{ history.name | ident }}
where version operator(pg_catalog.=) {{ guard.version | literal }};
{%- elif guard.kind == 'repeated' %}
select 1 operator(pg_catalog./) pg_catalog.count(*) from provost.repeated
where history operator(pg_catalog.=) {{ label | literal }} and name operator(pg_catalog.=) {{ guard.name | literal }}
  and checksum operator(pg_catalog.=) {{ guard.checksum | literal }};
{%- endif %}
{% if fenced %}{% include "fleet/raise.sql" %}
{% endif -%}

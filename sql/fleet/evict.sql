-- A worker that was given this database before us still holds the run lock: it is stopped, or its link is dead. Our token is raised
-- first, so that it can do nothing more, then its session ends. Nobody else is touched: a person's run has another name.
begin;

set local search_path to pg_catalog, pg_temp;
set local client_min_messages to warning;

create schema if not exists provost;
revoke all on schema provost from public;

{% include "fleet/fence.sql" %}
revoke all on provost.fence from public;

{% include "fleet/raise.sql" %}

commit;

select pg_catalog.pg_terminate_backend(a.pid)
from pg_catalog.pg_locks l
join pg_catalog.pg_stat_activity a on a.pid operator(pg_catalog.=) l.pid
join pg_catalog.pg_database d on d.oid operator(pg_catalog.=) l.database
where l.locktype operator(pg_catalog.=) 'advisory' and l.classid operator(pg_catalog.=) {{ lock.space | literal }}
  and l.objid operator(pg_catalog.=) {{ lock.key | literal }} and l.objsubid operator(pg_catalog.=) 2 and l.granted
  and d.datname operator(pg_catalog.=) pg_catalog.current_database() and a.pid operator(pg_catalog.<>) pg_catalog.pg_backend_pid()
  and pg_catalog.starts_with(a.application_name, 'provost/rollout-');

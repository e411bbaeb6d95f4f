-- Who keeps a process of ours waiting. The virtual transaction names the transaction that is in the way: a role that may not see
-- other roles' activity still sees pg_locks.
-- Columns: pid, user, application, state, seconds, query, virtual transaction.
select b.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''), coalesce(a.state, ''),
    coalesce(extract(epoch from pg_catalog.clock_timestamp() - a.xact_start), 0),
    coalesce(pg_catalog.left(a.query, 200), ''),
    coalesce((select l.virtualtransaction from pg_catalog.pg_locks l where l.pid operator(pg_catalog.=) b.pid limit 1), '')
from pg_catalog.unnest(pg_catalog.pg_blocking_pids({{ pid | literal }})) as b (pid)
left join pg_catalog.pg_stat_activity a on a.pid operator(pg_catalog.=) b.pid;

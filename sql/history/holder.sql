-- Who holds the run lock of this database.
-- Columns: pid, user, application, state, seconds, query.
select a.pid, coalesce(a.usename, ''), coalesce(a.application_name, ''), coalesce(a.state, ''),
    coalesce(extract(epoch from pg_catalog.clock_timestamp() - coalesce(a.xact_start, a.backend_start)), 0),
    coalesce(pg_catalog.left(a.query, 200), '')
from pg_catalog.pg_locks l
join pg_catalog.pg_stat_activity a on a.pid operator(pg_catalog.=) l.pid
join pg_catalog.pg_database d on d.oid operator(pg_catalog.=) l.database
where l.locktype operator(pg_catalog.=) 'advisory' and l.classid operator(pg_catalog.=) {{ lock.space | literal }}
  and l.objid operator(pg_catalog.=) {{ lock.key | literal }} and l.objsubid operator(pg_catalog.=) 2
  and d.datname operator(pg_catalog.=) pg_catalog.current_database() and l.granted;

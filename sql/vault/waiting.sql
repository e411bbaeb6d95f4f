-- How many data keys a master key has not wrapped, and how many wraps there are by others.
select (select pg_catalog.count(*) from public.course_deks d where not exists (
    select from public.course_dek_wraps w
    where (w.course_id, w.dek_version) operator(pg_catalog.=) (d.course_id, d.dek_version) and w.kek_id operator(pg_catalog.=) {{ kek | literal }})),
    (select pg_catalog.count(*) from public.course_dek_wraps w where w.kek_id operator(pg_catalog.<>) {{ kek | literal }})
    operator(pg_catalog.+) (select pg_catalog.count(*) from internal.audit_key_wraps w where w.kek_id operator(pg_catalog.<>) {{ kek | literal }})

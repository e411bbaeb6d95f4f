-- What other master keys wrapped goes, but for data keys that the one in use has not wrapped: the division fails where there are any.
begin;
lock table public.course_deks in share row exclusive mode;
select 1 operator(pg_catalog./) (case when exists (
    select from public.course_deks d where not exists (
        select from public.course_dek_wraps w
        where (w.course_id, w.dek_version) operator(pg_catalog.=) (d.course_id, d.dek_version) and w.kek_id operator(pg_catalog.=) {{ kek | literal }}))
    then 0 else 1 end);
delete from public.course_dek_wraps where kek_id operator(pg_catalog.<>) {{ kek | literal }};
delete from internal.audit_key_wraps where kek_id operator(pg_catalog.<>) {{ kek | literal }}
  and key_id operator(pg_catalog.=) any (select key_id from internal.audit_key_wraps where kek_id operator(pg_catalog.=) {{ kek | literal }});
commit;

-- Where a credential of a course is to be written: its newest version, the course's data key, and that as master keys wrapped it.
-- Whoever writes another one of this course waits.
begin;
select id from public.courses where id operator(pg_catalog.=) {{ course | literal }} for update;
select pg_catalog.max(version) from public.course_credentials
where course_id operator(pg_catalog.=) {{ course | literal }} and field operator(pg_catalog.=) {{ field | literal }};
select dek_version, key_id, state, (select pg_catalog.bool_and(k.state operator(pg_catalog.=) 'lost') from public.course_dek_wraps w
    join public.vault_keys k on k.key_id operator(pg_catalog.=) w.kek_id
    where (w.course_id, w.dek_version) operator(pg_catalog.=) (d.course_id, d.dek_version)) as lost
from public.course_deks d where course_id operator(pg_catalog.=) {{ course | literal }} order by dek_version desc limit 1;
select w.dek_version, w.kek_id, w.wrapped from public.course_dek_wraps w
where w.course_id operator(pg_catalog.=) {{ course | literal }} order by w.dek_version desc, w.created_at desc;

-- A course's credentials are destroyed with the keys that open them. The wraps go with the data keys.
begin;
delete from public.course_credentials where course_id operator(pg_catalog.=) {{ course | literal }};
delete from public.course_deks where course_id operator(pg_catalog.=) {{ course | literal }};
commit;

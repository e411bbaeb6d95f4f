-- One credential is destroyed; the course keeps its data key.
delete from public.course_credentials where course_id operator(pg_catalog.=) {{ course | literal }} and field operator(pg_catalog.=) {{ field | literal }};

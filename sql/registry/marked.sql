-- The marker is known to stand in the course's database.
update provost.course_databases set marked_at = pg_catalog.clock_timestamp() where course_id operator(pg_catalog.=) {{ course | literal }};

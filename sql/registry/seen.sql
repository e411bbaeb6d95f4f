-- A course's database was seen again, perhaps by another way.
update provost.course_databases set
    server = {{ database.server | literal }}, database = {{ database.database | literal }}, allow_private = {{ database.allow_private | literal }},
    server_version = {{ database.server_version | literal }}, last_seen = pg_catalog.clock_timestamp()
where course_id operator(pg_catalog.=) {{ course | literal }};

-- Another database took the place of a course's: a new marker, not written into it yet.
update provost.course_databases set
    server = {{ database.server | literal }}, database = {{ database.database | literal }}, system_identifier = {{ database.system | literal }},
    database_oid = {{ database.oid | literal }}, allow_private = {{ database.allow_private | literal }},
    server_version = {{ database.server_version | literal }}, marker = pg_catalog.gen_random_uuid(), marked_at = null, fingerprint = null,
    last_seen = pg_catalog.clock_timestamp()
where course_id operator(pg_catalog.=) {{ course | literal }};

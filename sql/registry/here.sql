-- Whether main has the campus tables, and whether provost's own beside them are there. Columns: see `pg::registry`.
select
    (select pg_catalog.count(*) operator(pg_catalog.=) 5 from pg_catalog.pg_class c
     join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace
     where n.nspname operator(pg_catalog.=) 'public'
       and c.relname operator(pg_catalog.=) any (array['courses', 'memberships', 'profiles', 'user_roles', 'course_credentials']::pg_catalog.name[])) as campus,
    (select pg_catalog.count(*) operator(pg_catalog.=) 3 from pg_catalog.pg_class c
     join pg_catalog.pg_namespace n on n.oid operator(pg_catalog.=) c.relnamespace
     where n.nspname operator(pg_catalog.=) 'provost'
       and c.relname operator(pg_catalog.=) any (array['course_stages', 'course_databases', 'marker']::pg_catalog.name[])) as ready,
    pg_catalog.current_setting('transaction_read_only') operator(pg_catalog.=) 'on' as read_only;

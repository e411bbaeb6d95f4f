-- Each try of each stage of one course, oldest first.
select stage, pg_catalog.to_char(pg_catalog.timezone('UTC', began_at), 'YYYY-MM-DD HH24:MI:SS"Z"'),
    pg_catalog.to_char(pg_catalog.timezone('UTC', ended_at), 'YYYY-MM-DD HH24:MI:SS"Z"'), outcome, run, detail
from provost.course_stages where course_id operator(pg_catalog.=) {{ course | literal }} order by id;

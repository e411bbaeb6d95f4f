-- Main's own marker, and the databases of the registry that one could be mistaken for: kind or course, code, numbers, marker, marked.
select null, null, m.system_identifier, m.database_oid, m.id, true
from provost.marker m where m.scope operator(pg_catalog.=) '' and m.kind operator(pg_catalog.=) 'main'
union all
select d.course_id, c.code, d.system_identifier, d.database_oid, d.marker, d.marked_at is not null
from provost.course_databases d join public.courses c on c.id operator(pg_catalog.=) d.course_id
where d.course_id operator(pg_catalog.=) {{ course | literal }}
   or d.course_id::text operator(pg_catalog.=) {{ marked_for | literal }}
   or d.system_identifier operator(pg_catalog.=) {{ system | literal }} and d.database_oid operator(pg_catalog.=) {{ database | literal }}
      and d.schema is not distinct from {{ schema | literal }};

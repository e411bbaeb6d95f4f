-- The finished database that courses' databases are copied from: whether its making is over, and what was noted of it.
select not d.datallowconn, pg_catalog.shobj_description(d.oid, 'pg_database')
from pg_catalog.pg_database d where d.datname operator(pg_catalog.=) {{ name | literal }};

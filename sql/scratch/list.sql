-- Databases of this role that are named like scratch databases, with what was noted of them, and whether their maker is alive: it holds a
-- lock, in whichever database it is connected to.
select datname, coalesce(shobj_description(pg_database.oid, 'pg_database'), ''), exists (
    select from pg_locks
    where locktype = 'advisory' and objsubid = 2 and granted and classid = {{ space | literal }}::oid
      and objid::bigint = ('x' || substr(datname, length({{ prefix | literal }}) + 1, 8))::bit(32)::bigint
)
from pg_database
where datname ~ ('^' || {{ prefix | literal }} || '[0-9a-f]{8}_[0-9a-f]{8}$')
  and datdba = (select oid from pg_roles where rolname = current_user);

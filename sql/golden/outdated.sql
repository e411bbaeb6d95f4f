-- Those that were made for the same main database out of other files, rules or versions of provost.
select d.datname from pg_catalog.pg_database d
where d.datname operator(pg_catalog.~) '^provost_golden_[0-9a-f]{12}$' and d.datname operator(pg_catalog.<>) {{ name | literal }}
  and pg_catalog.starts_with(pg_catalog.shobj_description(d.oid, 'pg_database'), {{ mark | literal }});

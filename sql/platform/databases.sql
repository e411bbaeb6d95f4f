-- The databases that people work with, sorted by name.
select datname from pg_catalog.pg_database where not datistemplate and datallowconn order by datname

-- Whether the server has a database of this name.
select pg_catalog.count(*) from pg_catalog.pg_database where datname operator(pg_catalog.=) {{ name | literal }};

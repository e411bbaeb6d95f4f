-- A course gives its database back. Only its own row goes.
begin;
set local search_path to pg_catalog, pg_temp;
delete from provost.marker where scope = {{ scope | literal }} and id = {{ marker | literal }};
commit;

-- What there is of the platform in this database: `nothing`, our `stand-in`, or something `foreign`.
-- Catalogs alone: looking an object up by name would fail for a role that may not use its schema.
select case
  when exists (select from pg_catalog.pg_event_trigger where evtname = 'provost_platform_guard') then 'stand-in'
  when exists (select from pg_catalog.pg_namespace where nspname in ('auth', 'storage')) then 'foreign'
  else 'nothing'
end

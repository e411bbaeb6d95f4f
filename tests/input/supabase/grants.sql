grant usage on schema private to service_role;
grant all on all tables in schema private to service_role;
alter default privileges in schema private grant all on tables to service_role;
alter default privileges for role postgres in schema public revoke execute on functions from public;
revoke all on all tables in schema public from anon;
grant select on public.profiles to anon;

-- What the database's owner may do with the platform's objects, and what the API's roles get on new ones.
--
-- New tables in `public` are not readable for the API's roles, not even for `service_role`; TRUNCATE, REFERENCES and TRIGGER are what is
-- left of an old `grant all`, and so they are here too: a project that does not take them away is found wanting here as it is there.
create schema extensions;
grant usage on schema extensions to anon, authenticated, service_role;
grant usage on schema public to anon, authenticated, service_role;
create publication supabase_realtime;

do $owner$
declare
  owner text := (select pg_get_userbyid(datdba) from pg_catalog.pg_database where datname = current_database());
  version int := current_setting('server_version_num')::int;
  superuser boolean := (select rolsuper from pg_catalog.pg_roles where rolname = owner);
begin
  execute format('alter schema extensions owner to %I', owner);
  execute format('alter publication supabase_realtime owner to %I', owner);
  execute format('grant usage on schema auth, storage to %I with grant option', owner);
  execute format('grant all on auth.users, storage.buckets, storage.objects to %I with grant option', owner);
  execute format('grant usage on schema public to %I with grant option', owner);

  if not superuser then
    if version >= 160000 then
      execute format('grant anon, authenticated, service_role to %I with admin option', owner);
      execute format('grant authenticator to %I with admin option, inherit false, set false', owner);
      execute format('grant supabase_auth_admin, supabase_storage_admin to %I with inherit true, set false', owner);
    else
      execute format('grant anon, authenticated, service_role, supabase_auth_admin, supabase_storage_admin to %I', owner);
    end if;
  end if;

  execute format(
    'alter default privileges for role %I in schema public grant truncate, references, trigger%s on tables to anon, authenticated, service_role',
    owner, case when version >= 170000 then ', maintain' else '' end);
  execute format(
    'alter default privileges for role %I in schema public grant update on sequences to anon, authenticated, service_role',
    owner);

  if not exists (
    select from pg_catalog.pg_roles, unnest(rolconfig) as setting where rolname = owner and setting like 'search_path=%'
  ) then
    execute format('alter role %I in database %I set search_path to "$user", public, extensions', owner, current_database());
  end if;
end
$owner$;

-- There from the start, where the server has them.
do $extensions$
declare
  extension text;
begin
  for extension in select name from pg_catalog.pg_available_extensions where name in ('uuid-ossp', 'pgcrypto') loop
    execute format('create extension if not exists %I with schema extensions', extension);
  end loop;
end
$extensions$;

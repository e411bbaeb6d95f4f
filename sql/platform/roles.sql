-- The roles that the API and the platform's services use. They belong to the whole server; those that exist stay as they are.
do $roles$
declare
  wanted record;
begin
  for wanted in
    select * from (values
      ('anon', 'nologin inherit'),
      ('authenticated', 'nologin inherit'),
      ('service_role', 'nologin inherit bypassrls'),
      ('authenticator', 'login noinherit'),
      ('supabase_auth_admin', 'login noinherit createrole'),
      ('supabase_storage_admin', 'login noinherit createrole')
    ) as role (name, attributes)
    where not exists (select from pg_catalog.pg_roles where rolname = role.name)
  loop
    execute format('create role %I %s', wanted.name, wanted.attributes);
  end loop;
end
$roles$;

grant anon, authenticated, service_role to authenticator;
grant authenticator to supabase_storage_admin;

-- These hold at log-in only: `SET ROLE` does not apply them.
alter role anon set statement_timeout to '3s';
alter role authenticated set statement_timeout to '8s';
alter role authenticator set statement_timeout to '8s';
alter role authenticator set lock_timeout to '8s';
alter role supabase_auth_admin set search_path to auth;
alter role supabase_storage_admin set search_path to storage;

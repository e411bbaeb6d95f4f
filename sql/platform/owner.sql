-- The role that owns databases and runs migrations on a server of our own, with the attributes it has on Supabase: no superuser, but
-- row level security does not bind it.
create role postgres login nosuperuser createdb createrole replication bypassrls;
alter role postgres set search_path to "$user", public, extensions;
alter role supabase_admin set search_path to "$user", public, auth, extensions;
-- The rights that on Supabase come with the role.
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;

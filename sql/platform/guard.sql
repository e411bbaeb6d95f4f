-- Refuses to the database's owner what Supabase refuses to `postgres` in the schemas `auth` and `storage`.
--
-- There the owner may make policies and triggers on tables that it does not own, and nothing more. PostgreSQL by itself lets only a
-- table's owner make policies, so here the owner is a member of the roles that own those tables, which lets it do too much: the rest is
-- refused by these two event triggers, with the texts of the real refusals.
--
-- Still different from Supabase: extensions that PostgreSQL does not mark as trusted, event triggers and publications FOR ALL TABLES
-- need the superuser; names, log-in and passwords of the API's roles are not protected; before PostgreSQL 16, `SET ROLE` to the two
-- admin roles is possible, and roles with REPLICATION or BYPASSRLS cannot be made.
create function extensions.platform_guard() returns event_trigger language plpgsql set search_path to '' as $$
declare
  command record;
begin
  if (select rolsuper from pg_catalog.pg_roles where rolname = current_user) then
    return;
  end if;
  if tg_event = 'sql_drop' then
    for command in
      select object_type, coalesce(object_name, object_identity) as name, object_identity from pg_catalog.pg_event_trigger_dropped_objects()
      where original and not is_temporary and object_type not in ('policy', 'trigger')
        and (schema_name in ('auth', 'storage') or object_type = 'schema' and object_name in ('auth', 'storage'))
    loop
      raise exception 'must be owner of % %', command.object_type, command.name using errcode = '42501';
    end loop;
    return;
  end if;
  for command in
    select command_tag, object_type, schema_name,
      case when relkind is not null then 'table' else object_type end as kind,
      coalesce(relname, object_identity) as name
    from pg_catalog.pg_event_trigger_ddl_commands()
    -- An index, a column, a trigger: what is refused is refused for the table that they belong to.
    left join pg_catalog.pg_index on object_type = 'index' and indexrelid = objid
    left join pg_catalog.pg_trigger on object_type = 'trigger' and pg_trigger.oid = objid
    left join pg_catalog.pg_class
      on pg_class.oid = case when classid = 'pg_catalog.pg_class'::pg_catalog.regclass then coalesce(indrelid, objid) else tgrelid end
    where (schema_name in ('auth', 'storage') or object_type = 'schema' and object_identity in ('auth', 'storage'))
      and (object_type not in ('policy', 'trigger') or command_tag = 'COMMENT' and object_type = 'trigger')
  loop
    if command.command_tag like 'CREATE %' and command.object_type <> 'index' then
      raise exception 'permission denied for schema %', command.schema_name using errcode = '42501';
    end if;
    raise exception 'must be owner of % %', command.kind, command.name using errcode = '42501';
  end loop;
end
$$;
comment on function extensions.platform_guard() is 'Refuses what Supabase refuses in the schemas auth and storage.';

create event trigger provost_platform_guard on ddl_command_end execute function extensions.platform_guard();
create event trigger provost_platform_guard_drop on sql_drop execute function extensions.platform_guard();

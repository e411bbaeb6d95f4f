-- What the tables of a course database share.
-- No name in these files carries a schema: a course may have a database to itself or be one schema among many. Functions
-- run with an empty search_path all the same, and those that read tables look in the schema of the table that fired them.

create function touch_updated_at() returns trigger
    language plpgsql
    set search_path = ''
as $touch$
begin
    new.updated_at := now();
    return new;
end
$touch$;

comment on function touch_updated_at() is 'Sets updated_at to the time of the transaction, whatever the statement says.';

create function mark_edited() returns trigger
    language plpgsql
    set search_path = ''
as $mark$
begin
    new.edited_at := now();
    return new;
end
$mark$;

comment on function mark_edited() is 'Sets edited_at; the trigger says which columns count as an edit.';

-- The rep of a course holds the API keys of its project, so nothing here may be open to them. The API roles exist where
-- the platform does, and a plain PostgreSQL has none of them.
create function close_to_clients(relation regclass) returns void
    language plpgsql
    set search_path = ''
as $close$
declare
    api_role name;
begin
    execute format('revoke all on table %s from public', relation);
    for api_role in
        select rolname from pg_roles where rolname in ('anon', 'authenticated', 'service_role')
    loop
        execute format('revoke all on table %s from %I', relation, api_role);
    end loop;
end
$close$;

comment on function close_to_clients(regclass) is
    'Takes every right on a table or view from PUBLIC and from the API roles that exist.';

create function close_to_clients(routine regprocedure) returns void
    language plpgsql
    set search_path = ''
as $close$
declare
    api_role name;
begin
    execute format('revoke all on function %s from public', routine);
    for api_role in
        select rolname from pg_roles where rolname in ('anon', 'authenticated', 'service_role')
    loop
        execute format('revoke all on function %s from %I', routine, api_role);
    end loop;
end
$close$;

comment on function close_to_clients(regprocedure) is
    'Takes the right to call a function from PUBLIC and from the API roles that exist.';

select close_to_clients('touch_updated_at()'::regprocedure);

select close_to_clients('mark_edited()'::regprocedure);

select close_to_clients('close_to_clients(regclass)'::regprocedure);

select close_to_clients('close_to_clients(regprocedure)'::regprocedure);

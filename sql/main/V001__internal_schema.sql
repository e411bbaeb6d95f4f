-- What the tables of the main database share: a schema that no API exposes, and the trigger that keeps `updated_at`.
-- Nobody is granted usage of `internal`: a trigger runs its function without asking, and nothing else may call one.

create schema internal;

revoke all on schema internal from public;

comment on schema internal is
    'Trigger functions of the main database. No API exposes it and no role is granted usage.';

create function internal.touch_updated_at() returns trigger
    language plpgsql
    set search_path = ''
as $touch$
begin
    new.updated_at := now();
    return new;
end
$touch$;

revoke all on function internal.touch_updated_at() from public;

comment on function internal.touch_updated_at() is
    'Sets updated_at to the time of the transaction, whatever the statement says.';

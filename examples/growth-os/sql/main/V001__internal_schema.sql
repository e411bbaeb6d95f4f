-- What the tables stand on: a schema that no API exposes, the sequences of the numbers that people read, and who is asking.
-- The sequences come before every table that draws from them.

create schema internal;

revoke all on schema internal from public;

comment on schema internal is 'Sequences and functions that no client calls by itself. No API may expose this schema.';

create sequence internal.student_number_seq;

create sequence internal.invoice_number_seq;

create sequence internal.ticket_number_seq;

comment on sequence internal.invoice_number_seq is
    'Invoice numbers are unique and rise; a rolled back transaction leaves a gap.';

-- Runs as its owner, so that nobody who may insert a row needs rights on the sequence.
create function internal.draw_number() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $draw$
declare
    target constant text := tg_argv[0];
    number text;
begin
    if to_jsonb(new) ->> target is null then
        number := nextval(tg_argv[2]::regclass)::text;
        new := jsonb_populate_record(
            new, jsonb_build_object(target, tg_argv[1] || lpad(number, greatest(6, length(number)), '0'))
        );
    end if;
    return new;
end
$draw$;

revoke all on function internal.draw_number() from public;

comment on function internal.draw_number() is
    'Fills a null column with the next number. Arguments: the column, a prefix, the sequence.';

-- `role` holds what SET ROLE chose, also inside a function that runs as its owner, and no claim of a token can forge it.
create function internal.is_client() returns boolean
    language sql
    stable
    set search_path = ''
as $who$
    select coalesce(nullif(current_setting('role', true), 'none'), session_user)
        in ('anon', 'authenticated', 'authenticator')
$who$;

revoke all on function internal.is_client() from public;

comment on function internal.is_client() is
    'Whether the request comes through the API from a person, and not from the backend, a job or a migration.';

create function internal.changed_part(of_row jsonb, against jsonb) returns jsonb
    language sql
    immutable
    strict
    set search_path = ''
as $part$
    select coalesce(jsonb_object_agg(field.key, field.value), '{}')
    from jsonb_each(of_row) as field
    where against -> field.key is distinct from field.value
$part$;

revoke all on function internal.changed_part(jsonb, jsonb) from public;

comment on function internal.changed_part(jsonb, jsonb) is 'The fields of the first row that differ in the second.';

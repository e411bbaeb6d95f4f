-- Who changed what, and when. Triggers on the tables write it; only admins read it.

create table public.audit_log (
    id bigint constraint audit_log_pkey primary key generated always as identity,
    at timestamptz not null default clock_timestamp(),
    actor uuid,
    operation text not null,
    table_name text not null,
    row_key jsonb,
    before jsonb,
    after jsonb,
    constraint audit_log_operation_check check (operation in ('INSERT', 'UPDATE', 'DELETE'))
);

create index audit_log_actor_idx on public.audit_log (actor, at);

create index audit_log_table_name_idx on public.audit_log (table_name, at);

comment on table public.audit_log is 'One row a changed row. What it says of a person outlives them, until it is erased by their id.';
comment on column public.audit_log.actor is
    'The signed-in person who did it; null for the service and for migrations. No foreign key: people leave, the log stays.';
comment on column public.audit_log.row_key is 'The primary key of the row.';

create function internal.keep_audit_log() returns trigger
    language plpgsql
    set search_path = ''
as $keep$
begin
    raise exception 'the audit log is written once'
        using errcode = 'restrict_violation', schema = tg_table_schema, table = tg_table_name;
end
$keep$;

revoke all on function internal.keep_audit_log() from public;

comment on function internal.keep_audit_log() is
    'Refuses to change what was logged. Deleting stays possible: what is kept too long must go, and so must what a person asks to erase.';

create trigger keep_audit_log
    before update on public.audit_log
    for each row execute function internal.keep_audit_log();

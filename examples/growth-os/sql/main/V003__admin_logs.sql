-- The audit trail. It names people by id without a foreign key: a trail must outlive those whom it is about.

create table public.admin_logs (
    id bigint generated always as identity constraint admin_logs_pkey primary key,
    at timestamptz not null default now(),
    actor uuid,
    operation text not null,
    table_name text,
    row_key text,
    before jsonb,
    after jsonb,
    details jsonb not null default '{}',
    constraint admin_logs_operation_check check (char_length(operation) between 1 and 100),
    constraint admin_logs_details_check check (jsonb_typeof(details) = 'object')
);

create index admin_logs_at_idx on public.admin_logs (at desc);

create index admin_logs_actor_at_idx on public.admin_logs (actor, at desc);

create index admin_logs_table_name_row_key_idx on public.admin_logs (table_name, row_key, at desc);

comment on table public.admin_logs is 'Who did what to which row, and what they looked at. Written by triggers and functions only.';
comment on column public.admin_logs.actor is 'The person behind the request; null for the backend, jobs and migrations.';
comment on column public.admin_logs.operation is 'INSERT, UPDATE or DELETE for a changed row, else the name of what happened.';
comment on column public.admin_logs.row_key is 'The primary key of the row, as text.';
comment on column public.admin_logs.before is 'The row before; of an UPDATE only the columns that changed.';
comment on column public.admin_logs.after is 'The row after; of an UPDATE only the columns that changed.';

create function internal.log_event(
    operation text, table_name text, row_key text, before jsonb default null, after jsonb default null, details jsonb default '{}'
) returns bigint
    language sql
    set search_path = ''
as $log$
    insert into public.admin_logs (actor, operation, table_name, row_key, before, after, details)
    values (
        auth.uid(), log_event.operation, log_event.table_name, log_event.row_key,
        log_event.before, log_event.after, coalesce(log_event.details, '{}')
    )
    returning id
$log$;

revoke all on function internal.log_event(text, text, text, jsonb, jsonb, jsonb) from public;

comment on function internal.log_event(text, text, text, jsonb, jsonb, jsonb) is 'Writes one row of the audit trail.';

create function internal.log_change(operation text, table_name text, row_key text, old_row jsonb, new_row jsonb) returns bigint
    language sql
    set search_path = ''
as $log$
    select internal.log_event(
        log_change.operation,
        log_change.table_name,
        log_change.row_key,
        case when new_row is null then old_row else internal.changed_part(old_row, new_row) end,
        case when old_row is null then new_row else internal.changed_part(new_row, old_row) end
    )
    where old_row is distinct from new_row
$log$;

revoke all on function internal.log_change(text, text, text, jsonb, jsonb) from public;

comment on function internal.log_change(text, text, text, jsonb, jsonb) is
    'Writes what changed between two states of a row; null stands for a row that was not there. No change, no entry.';

-- Application service: every change of an application's status, written by a trigger.

create table application_schema.application_status_history (
    id bigint generated always as identity constraint application_status_history_pkey primary key,
    application_id uuid not null,
    from_status text not null,
    to_status text not null,
    changed_by uuid,
    changed_at timestamptz not null default now(),
    constraint application_status_history_application_id_fkey
        foreign key (application_id) references application_schema.applications (id) on delete cascade,
    constraint application_status_history_from_status_check check (
        from_status in ('draft', 'submitted', 'under_review', 'accepted', 'rejected', 'withdrawn')
    ),
    constraint application_status_history_to_status_check check (
        to_status in ('draft', 'submitted', 'under_review', 'accepted', 'rejected', 'withdrawn')
    ),
    constraint application_status_history_change_check check (from_status <> to_status)
);

create index application_status_history_application_id_idx
    on application_schema.application_status_history (application_id, changed_at);

create index application_status_history_changed_by_idx on application_schema.application_status_history (changed_by);

comment on table application_schema.application_status_history is
    'One row a change, written by a trigger. An application begins as its first from_status, at its created_at.';

-- Runs with the rights of whoever changes the application: the service may write its own history.
create function application_schema.record_status_change() returns trigger
    language plpgsql
    set search_path = ''
as $record$
begin
    insert into application_schema.application_status_history (application_id, from_status, to_status, changed_by)
    values (new.id, old.status, new.status, new.status_changed_by);
    return null;
end
$record$;

revoke all on function application_schema.record_status_change() from public;

comment on function application_schema.record_status_change() is
    'Writes a change of status into application_status_history.';

create trigger record_status_change
    after update of status on application_schema.applications
    for each row
    when (old.status <> new.status)
    execute function application_schema.record_status_change();

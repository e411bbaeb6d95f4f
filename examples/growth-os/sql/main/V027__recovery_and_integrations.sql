-- Bringing students back who fell silent, and the services that the company is connected to.

create table public.student_recovery_messages (
    id uuid default gen_random_uuid() constraint student_recovery_messages_pkey primary key,
    student_id uuid not null,
    channel text not null,
    body text not null,
    days_inactive integer not null,
    sent_by uuid,
    sent_at timestamptz not null default now(),
    answered_at timestamptz,
    constraint student_recovery_messages_student_id_fkey
        foreign key (student_id) references public.students (user_id) on delete cascade,
    constraint student_recovery_messages_sent_by_fkey foreign key (sent_by) references public.users (id) on delete set null,
    constraint student_recovery_messages_channel_check check (channel in ('email', 'phone', 'chat')),
    constraint student_recovery_messages_body_check check (char_length(body) between 1 and 5000),
    constraint student_recovery_messages_days_inactive_check check (days_inactive >= 0)
);

create index student_recovery_messages_student_id_idx on public.student_recovery_messages (student_id, sent_at desc);

create index student_recovery_messages_sent_by_idx on public.student_recovery_messages (sent_by);

comment on table public.student_recovery_messages is 'Who was asked to come back, by whom, how, and whether they answered.';

create function internal.last_active_at(person uuid) returns timestamptz
    language sql
    stable
    set search_path = ''
as $active$
    select greatest(
        (select enrolled_at from public.students where user_id = person),
        (select max(updated_at) from public.recording_views where user_id = person),
        (select max(submitted_at) from public.submissions where student_id = person),
        (select max(created_at) from public.user_activity_logs where user_id = person)
    )
$active$;

revoke all on function internal.last_active_at(uuid) from public;

comment on function internal.last_active_at(uuid) is 'When a student last did anything; at least when they were enrolled.';

create function public.get_inactive_students(p_days integer default 7) returns table (
    user_id uuid, full_name text, email text, last_active_at timestamptz, days_inactive integer, last_message_at timestamptz
)
    language plpgsql
    stable
    security definer
    set search_path = ''
as $inactive$
begin
    perform internal.require_role('superadmin', 'admin', 'enrollment_manager', 'mentor');
    if p_days is null or p_days < 1 then
        raise exception 'the number of days must be 1 or more' using errcode = 'invalid_parameter_value';
    end if;
    return query
        select student.user_id, person.full_name, person.email, active.at,
            floor(extract(epoch from now() - active.at) / 86400)::integer,
            (select max(sent_at) from public.student_recovery_messages where student_id = student.user_id)
        from public.students as student
        join public.users as person on person.id = student.user_id
        cross join lateral internal.last_active_at(student.user_id) as active (at)
        where student.lms_status = 'active' and person.status <> 'suspended'
            and active.at <= now() - make_interval(days => p_days)
        order by active.at, student.user_id;
end
$inactive$;

revoke all on function public.get_inactive_students(integer) from public;

comment on function public.get_inactive_students(integer) is
    'Active students who did nothing for so many days, the longest silent first; for staff.';

-- The student's row is locked, so that two members of staff do not write to them at once.
create function public.record_recovery_message(p_student_id uuid, p_channel text, p_body text) returns uuid
    language plpgsql
    security definer
    set search_path = ''
as $record$
declare
    message uuid;
begin
    perform internal.require_role('superadmin', 'admin', 'enrollment_manager', 'mentor');
    perform from public.students where user_id = p_student_id for no key update;
    if not found then
        raise exception 'there is no student %', coalesce(p_student_id::text, 'null') using errcode = 'foreign_key_violation';
    end if;
    if exists (
        select from public.student_recovery_messages
        where student_id = p_student_id and sent_at > now() - interval '1 day'
    ) then
        raise exception 'this student was written to within the last day'
            using errcode = 'object_not_in_prerequisite_state', hint = 'Wait until tomorrow.';
    end if;
    insert into public.student_recovery_messages (student_id, channel, body, days_inactive, sent_by)
    values (
        p_student_id, p_channel, p_body,
        greatest(0, floor(extract(epoch from now() - internal.last_active_at(p_student_id)) / 86400))::integer,
        (select id from public.users where id = auth.uid())
    )
    returning id into message;
    return message;
end
$record$;

revoke all on function public.record_recovery_message(uuid, text, text) from public;

comment on function public.record_recovery_message(uuid, text, text) is
    'Writes down that a silent student was written to, at most once a day; for staff.';

create table public.integrations (
    id uuid default gen_random_uuid() constraint integrations_pkey primary key,
    provider text not null,
    label text not null default '',
    is_enabled boolean not null default false,
    settings jsonb not null default '{}',
    secret_name text,
    last_used_at timestamptz,
    last_error text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint integrations_provider_key unique (provider),
    constraint integrations_provider_check check (char_length(provider) between 1 and 60),
    constraint integrations_settings_check check (jsonb_typeof(settings) = 'object'),
    constraint integrations_secret_name_check check (char_length(secret_name) between 1 and 200)
);

comment on table public.integrations is 'Services that the company is connected to.';
comment on column public.integrations.settings is 'Nothing secret.';
comment on column public.integrations.secret_name is 'What the secret is called where secrets are kept. The secret itself never stands here.';

create function public.audit_integration_access() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $audit$
begin
    perform internal.log_change(
        tg_op, tg_table_name, coalesce(new.id, old.id)::text,
        case when tg_op <> 'INSERT' then to_jsonb(old) - array['settings', 'updated_at'] || jsonb_build_object('settings', md5(old.settings::text)) end,
        case when tg_op <> 'DELETE' then to_jsonb(new) - array['settings', 'updated_at'] || jsonb_build_object('settings', md5(new.settings::text)) end
    );
    return null;
end
$audit$;

revoke all on function public.audit_integration_access() from public;

comment on function public.audit_integration_access() is
    'Writes each change and each use of an integration to the trail; of its settings only that they changed.';

create trigger audit_integration_access
    after insert or update or delete on public.integrations
    for each row execute function public.audit_integration_access();

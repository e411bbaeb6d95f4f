-- What is known of a person's doings: actions, and a running summary that tells who should be looked at.

create table public.user_security_summary (
    user_id uuid constraint user_security_summary_pkey primary key,
    access_attempts integer not null default 0,
    denied_attempts integer not null default 0,
    role_changes integer not null default 0,
    last_attempt_at timestamptz,
    last_denied_at timestamptz,
    last_role_change_at timestamptz,
    risk_level text generated always as (
        case
            when denied_attempts >= 20 then 'high'
            when denied_attempts >= 5 or role_changes >= 5 then 'medium'
            else 'low'
        end
    ) stored,
    updated_at timestamptz not null default now(),
    constraint user_security_summary_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
    constraint user_security_summary_counts_check check (access_attempts >= 0 and denied_attempts >= 0 and role_changes >= 0)
);

create index user_security_summary_risk_level_idx on public.user_security_summary (risk_level);

comment on table public.user_security_summary is
    'One row a person, counted as things happen. A table and not a view: a view over the trail would read all of it each time.';
comment on column public.user_security_summary.risk_level is 'Follows from the counts.';

create table public.user_security_summary_backup (
    id bigint generated always as identity constraint user_security_summary_backup_pkey primary key,
    taken_at timestamptz not null default now(),
    user_id uuid not null,
    summary jsonb not null,
    constraint user_security_summary_backup_summary_check check (jsonb_typeof(summary) = 'object')
);

create index user_security_summary_backup_user_id_idx on public.user_security_summary_backup (user_id, taken_at desc);

comment on table public.user_security_summary_backup is
    'The last state of each summary that was deleted. No foreign key: the person is usually gone, too.';

create function internal.back_up_security_summary() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $backup$
begin
    insert into public.user_security_summary_backup (user_id, summary) values (old.user_id, to_jsonb(old));
    return old;
end
$backup$;

revoke all on function internal.back_up_security_summary() from public;

comment on function internal.back_up_security_summary() is 'Keeps a summary that is about to be deleted.';

create trigger back_up_security_summary
    before delete on public.user_security_summary
    for each row execute function internal.back_up_security_summary();

create table public.user_activity_logs (
    id bigint generated always as identity constraint user_activity_logs_pkey primary key,
    user_id uuid not null,
    action text not null,
    subject text,
    details jsonb not null default '{}',
    created_at timestamptz not null default now(),
    constraint user_activity_logs_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
    constraint user_activity_logs_action_check check (char_length(action) between 1 and 100),
    constraint user_activity_logs_subject_check check (char_length(subject) <= 200),
    constraint user_activity_logs_details_check check (jsonb_typeof(details) = 'object' and pg_column_size(details) <= 4096)
);

create index user_activity_logs_user_id_idx on public.user_activity_logs (user_id, created_at desc);

comment on table public.user_activity_logs is 'What people did in the application, as it reports it.';
comment on column public.user_activity_logs.subject is 'What it was done to: a page, or the id of a row.';

-- A person can only report on themselves. Past 60 entries a minute they are counted and no longer written down,
-- so that nobody can bury the trail.
create function public.log_data_access_attempt(
    p_resource text, p_action text, p_allowed boolean, p_details jsonb default '{}'
) returns bigint
    language plpgsql
    security definer
    set search_path = ''
as $attempt$
declare
    person constant uuid := auth.uid();
begin
    if p_resource is null or p_action is null or p_allowed is null then
        raise exception 'resource, action and outcome must be given' using errcode = 'null_value_not_allowed';
    end if;
    if char_length(p_resource) > 200 or char_length(p_action) > 100 or pg_column_size(p_details) > 4096 then
        raise exception 'the report is too long' using errcode = 'string_data_right_truncation';
    end if;
    if person is not null then
        insert into public.user_security_summary as summary
            (user_id, access_attempts, denied_attempts, last_attempt_at, last_denied_at)
        select id, 1, (not p_allowed)::integer, now(), case when not p_allowed then now() end
        from public.users where id = person
        on conflict (user_id) do update set
            access_attempts = summary.access_attempts + 1,
            denied_attempts = summary.denied_attempts + excluded.denied_attempts,
            last_attempt_at = excluded.last_attempt_at,
            last_denied_at = coalesce(excluded.last_denied_at, summary.last_denied_at),
            updated_at = now();
        if (
            select count(*) from public.admin_logs where actor = person and at > now() - interval '1 minute'
        ) >= 60 then
            return null;
        end if;
    end if;
    return internal.log_event(
        case when p_allowed then 'access_allowed' else 'access_denied' end,
        p_resource, null, null, null,
        coalesce(p_details, '{}') || jsonb_build_object('action', p_action)
    );
end
$attempt$;

revoke all on function public.log_data_access_attempt(text, text, boolean, jsonb) from public;

comment on function public.log_data_access_attempt(text, text, boolean, jsonb) is
    'Writes down that the caller reached for something, and counts it. The id of the entry; null when only counted.';

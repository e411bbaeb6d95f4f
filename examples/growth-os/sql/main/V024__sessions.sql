-- Live sessions, the same by week, and the credits that success partners earn with them.

create table public.success_sessions (
    id uuid default gen_random_uuid() constraint success_sessions_pkey primary key,
    title text not null,
    description text not null default '',
    mentor_id uuid,
    student_id uuid,
    starts_at timestamptz not null,
    ends_at timestamptz not null,
    meeting_url text,
    status text not null default 'scheduled',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint success_sessions_mentor_id_fkey foreign key (mentor_id) references public.users (id) on delete set null,
    constraint success_sessions_student_id_fkey
        foreign key (student_id) references public.students (user_id) on delete cascade,
    constraint success_sessions_title_check check (char_length(title) between 1 and 200),
    constraint success_sessions_times_check check (ends_at > starts_at),
    constraint success_sessions_meeting_url_check check (meeting_url ~ '^https://' and char_length(meeting_url) <= 2048),
    constraint success_sessions_status_check check (status in ('scheduled', 'completed', 'cancelled'))
);

create index success_sessions_mentor_id_idx on public.success_sessions (mentor_id);

create index success_sessions_student_id_idx on public.success_sessions (student_id);

create index success_sessions_starts_at_idx on public.success_sessions (starts_at);

comment on table public.success_sessions is 'Live meetings of a mentor with one student, or with all.';
comment on column public.success_sessions.student_id is 'Whom it is for; null means for everybody.';

create table public.segmented_weekly_success_sessions (
    session_id uuid constraint segmented_weekly_success_sessions_pkey primary key,
    week date not null,
    weekday smallint not null,
    segment text not null,
    title text not null,
    mentor_id uuid,
    student_id uuid,
    starts_at timestamptz not null,
    minutes integer not null,
    status text not null,
    constraint segmented_weekly_success_sessions_session_id_fkey
        foreign key (session_id) references public.success_sessions (id) on delete cascade,
    constraint segmented_weekly_success_sessions_mentor_id_fkey
        foreign key (mentor_id) references public.users (id) on delete set null,
    constraint segmented_weekly_success_sessions_student_id_fkey
        foreign key (student_id) references public.students (user_id) on delete cascade,
    constraint segmented_weekly_success_sessions_weekday_check check (weekday between 1 and 7),
    constraint segmented_weekly_success_sessions_segment_check check (segment in ('night', 'morning', 'afternoon', 'evening')),
    constraint segmented_weekly_success_sessions_minutes_check check (minutes >= 0)
);

create index segmented_weekly_success_sessions_week_idx on public.segmented_weekly_success_sessions (week, weekday);

create index segmented_weekly_success_sessions_mentor_id_idx on public.segmented_weekly_success_sessions (mentor_id);

create index segmented_weekly_success_sessions_student_id_idx on public.segmented_weekly_success_sessions (student_id);

comment on table public.segmented_weekly_success_sessions is
    'The sessions by week, weekday and part of the day, in UTC. A table kept by a trigger: a week is one index range, it has row rules of its own, and what leaves it can be kept.';
comment on column public.segmented_weekly_success_sessions.week is 'Its Monday.';

create table public.segmented_weekly_success_sessions_backup (
    id bigint generated always as identity constraint segmented_weekly_success_sessions_backup_pkey primary key,
    taken_at timestamptz not null default now(),
    session_id uuid not null,
    entry jsonb not null,
    constraint segmented_weekly_success_sessions_backup_entry_check check (jsonb_typeof(entry) = 'object')
);

create index segmented_weekly_success_sessions_backup_session_id_idx
    on public.segmented_weekly_success_sessions_backup (session_id, taken_at desc);

comment on table public.segmented_weekly_success_sessions_backup is
    'What stood in the weekly table before a session was moved or deleted. No foreign key: the session may be gone.';

create table public.success_partner_credits (
    id uuid default gen_random_uuid() constraint success_partner_credits_pkey primary key,
    partner_id uuid not null,
    session_id uuid,
    credits integer not null,
    reason text not null default 'adjustment',
    note text not null default '',
    created_by uuid,
    created_at timestamptz not null default now(),
    constraint success_partner_credits_partner_id_fkey foreign key (partner_id) references public.users (id) on delete cascade,
    constraint success_partner_credits_session_id_fkey
        foreign key (session_id) references public.success_sessions (id) on delete set null,
    constraint success_partner_credits_created_by_fkey foreign key (created_by) references public.users (id) on delete set null,
    constraint success_partner_credits_session_id_reason_key unique (session_id, reason),
    constraint success_partner_credits_credits_check check (credits <> 0),
    constraint success_partner_credits_reason_check check (reason in ('session', 'redeemed', 'adjustment')),
    constraint success_partner_credits_note_check check (char_length(note) <= 1000)
);

create index success_partner_credits_partner_id_idx on public.success_partner_credits (partner_id, created_at desc);

create index success_partner_credits_created_by_idx on public.success_partner_credits (created_by);

comment on table public.success_partner_credits is
    'What partners, that is mentors, earned and spent. The balance is the sum; a session earns once.';

-- Who is enrolled, what they said when they began, what is to be done for them, and what they achieve by day.

create table public.students (
    user_id uuid constraint students_pkey primary key,
    student_number text not null,
    track_id uuid,
    mentor_id uuid,
    enrollment_manager_id uuid,
    lms_status text not null default 'pending',
    fees_cleared boolean not null default false,
    fees_cleared_at timestamptz,
    onboarded_at timestamptz,
    enrolled_at timestamptz not null default now(),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint students_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
    constraint students_track_id_fkey foreign key (track_id) references public.course_tracks (id) on delete restrict,
    constraint students_mentor_id_fkey foreign key (mentor_id) references public.users (id) on delete set null,
    constraint students_enrollment_manager_id_fkey
        foreign key (enrollment_manager_id) references public.users (id) on delete set null,
    constraint students_student_number_key unique (student_number),
    constraint students_student_number_check check (char_length(student_number) between 1 and 32),
    constraint students_lms_status_check check (lms_status in ('pending', 'active', 'paused', 'completed'))
);

create index students_track_id_idx on public.students (track_id);

create index students_mentor_id_idx on public.students (mentor_id);

create index students_enrollment_manager_id_idx on public.students (enrollment_manager_id);

create index students_lms_status_idx on public.students (lms_status);

comment on table public.students is 'One row an enrolled person. All of their work refers to it.';
comment on column public.students.student_number is 'What people read and say. Drawn from a sequence when left out.';
comment on column public.students.lms_status is 'pending: not let in yet. Becomes active when the fees are cleared.';
comment on column public.students.fees_cleared is 'Follows the invoices; staff may set it, students never.';

create trigger draw_student_number
    before insert on public.students
    for each row execute function internal.draw_number('student_number', 'STU-', 'internal.student_number_seq');

create table public.onboarding_responses (
    id uuid default gen_random_uuid() constraint onboarding_responses_pkey primary key,
    user_id uuid not null,
    question_id text not null,
    answer jsonb not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint onboarding_responses_user_id_fkey
        foreign key (user_id) references public.students (user_id) on delete cascade,
    constraint onboarding_responses_user_id_question_id_key unique (user_id, question_id),
    constraint onboarding_responses_question_id_check check (char_length(question_id) between 1 and 100),
    constraint onboarding_responses_answer_check check (pg_column_size(answer) <= 16384)
);

comment on table public.onboarding_responses is 'Answers to the questionnaire in company_settings, one row a question.';

create table public.onboarding_jobs (
    id uuid default gen_random_uuid() constraint onboarding_jobs_pkey primary key,
    user_id uuid not null,
    kind text not null,
    status text not null default 'queued',
    attempts integer not null default 0,
    last_error text,
    run_after timestamptz not null default now(),
    finished_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint onboarding_jobs_user_id_fkey
        foreign key (user_id) references public.students (user_id) on delete cascade,
    constraint onboarding_jobs_user_id_kind_key unique (user_id, kind),
    constraint onboarding_jobs_kind_check check (kind in ('welcome_email', 'send_invoice', 'ask_questionnaire')),
    constraint onboarding_jobs_status_check check (status in ('queued', 'running', 'done', 'failed')),
    constraint onboarding_jobs_attempts_check check (attempts >= 0)
);

create index onboarding_jobs_queued_idx on public.onboarding_jobs (run_after) where status = 'queued';

comment on table public.onboarding_jobs is
    'What a worker is to do for a new student. It takes the next one by select … for update skip locked.';

create table public.user_metrics (
    user_id uuid not null,
    day date not null default current_date,
    recordings_watched integer not null default 0,
    assignments_submitted integer not null default 0,
    assignments_passed integer not null default 0,
    updated_at timestamptz not null default now(),
    constraint user_metrics_pkey primary key (user_id, day),
    constraint user_metrics_user_id_fkey foreign key (user_id) references public.students (user_id) on delete cascade,
    constraint user_metrics_counts_check
        check (recordings_watched >= 0 and assignments_submitted >= 0 and assignments_passed >= 0)
);

comment on table public.user_metrics is 'What a student achieved on a day. Counted by triggers.';

create function internal.count_metric(person uuid, watched integer, submitted integer, passed integer) returns void
    language sql
    set search_path = ''
as $count$
    insert into public.user_metrics as metric (user_id, recordings_watched, assignments_submitted, assignments_passed)
    values (person, watched, submitted, passed)
    on conflict (user_id, day) do update set
        recordings_watched = metric.recordings_watched + excluded.recordings_watched,
        assignments_submitted = metric.assignments_submitted + excluded.assignments_submitted,
        assignments_passed = metric.assignments_passed + excluded.assignments_passed,
        updated_at = now()
$count$;

revoke all on function internal.count_metric(uuid, integer, integer, integer) from public;

comment on function internal.count_metric(uuid, integer, integer, integer) is 'Adds to what a student achieved today.';

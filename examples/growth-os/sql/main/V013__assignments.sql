-- What students are to do, what they hand in, and what a mentor says of it.

create table public.assignments (
    id uuid default gen_random_uuid() constraint assignments_pkey primary key,
    recording_id uuid,
    title text not null,
    instructions text not null default '',
    max_score integer not null default 100,
    pass_score integer not null default 60,
    is_required boolean not null default true,
    is_published boolean not null default false,
    due_at timestamptz,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint assignments_recording_id_fkey
        foreign key (recording_id) references public.available_lessons (id) on delete set null,
    constraint assignments_created_by_fkey foreign key (created_by) references public.users (id) on delete set null,
    constraint assignments_title_check check (char_length(title) between 1 and 200),
    constraint assignments_max_score_check check (max_score between 1 and 1000),
    constraint assignments_pass_score_check check (pass_score between 0 and max_score)
);

create index assignments_recording_id_idx on public.assignments (recording_id);

create index assignments_created_by_idx on public.assignments (created_by);

comment on table public.assignments is 'What is to be done. A required one holds back the lesson after its own.';
comment on column public.assignments.recording_id is 'The lesson it belongs to; null for one that stands alone.';

create table public.submissions (
    id uuid default gen_random_uuid() constraint submissions_pkey primary key,
    assignment_id uuid not null,
    student_id uuid not null,
    attempt integer not null,
    body text,
    link_url text,
    file_name text,
    status text not null default 'submitted',
    submitted_at timestamptz not null default now(),
    reviewed_at timestamptz,
    updated_at timestamptz not null default now(),
    constraint submissions_assignment_id_fkey
        foreign key (assignment_id) references public.assignments (id) on delete restrict,
    constraint submissions_student_id_fkey foreign key (student_id) references public.students (user_id) on delete cascade,
    constraint submissions_student_id_assignment_id_attempt_key unique (student_id, assignment_id, attempt),
    constraint submissions_attempt_check check (attempt > 0),
    constraint submissions_content_check check (num_nonnulls(body, link_url, file_name) > 0),
    constraint submissions_body_check check (char_length(body) <= 50000),
    constraint submissions_link_url_check check (link_url ~ '^https://' and char_length(link_url) <= 2048),
    constraint submissions_file_name_check
        check (char_length(file_name) between 1 and 255 and position('/' in file_name) = 0),
    constraint submissions_status_check check (status in ('submitted', 'approved', 'rejected'))
);

create index submissions_assignment_id_idx on public.submissions (assignment_id);

create index submissions_waiting_idx on public.submissions (submitted_at) where status = 'submitted';

create unique index submissions_one_standing_key on public.submissions (student_id, assignment_id)
    where status in ('submitted', 'approved');

comment on table public.submissions is
    'What a student handed in. A new attempt may follow a rejected one; while one waits or is approved, there is no other.';
comment on column public.submissions.attempt is 'Counted by a trigger.';
comment on column public.submissions.file_name is
    'In the bucket assignment-submissions it lies at {student_id}/{assignment_id}/{file_name}: nobody can point at another one''s file.';
comment on column public.submissions.status is 'Follows the grading.';

-- The student's row is locked, so that two attempts at once do not get one number.
create function internal.number_attempt() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $number$
begin
    if new.attempt is null then
        perform from public.students where user_id = new.student_id for no key update;
        select coalesce(max(attempt), 0) + 1 into new.attempt
        from public.submissions
        where student_id = new.student_id and assignment_id = new.assignment_id;
    end if;
    return new;
end
$number$;

revoke all on function internal.number_attempt() from public;

comment on function internal.number_attempt() is 'Gives an attempt its number.';

create trigger number_attempt
    before insert on public.submissions
    for each row execute function internal.number_attempt();

create table public.assignment_grading (
    id uuid default gen_random_uuid() constraint assignment_grading_pkey primary key,
    submission_id uuid not null,
    grader_id uuid,
    score integer not null,
    passed boolean not null,
    feedback text not null default '',
    graded_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint assignment_grading_submission_id_fkey
        foreign key (submission_id) references public.submissions (id) on delete cascade,
    constraint assignment_grading_grader_id_fkey foreign key (grader_id) references public.users (id) on delete set null,
    constraint assignment_grading_submission_id_key unique (submission_id),
    constraint assignment_grading_score_check check (score >= 0),
    constraint assignment_grading_feedback_check check (char_length(feedback) <= 20000)
);

create index assignment_grading_grader_id_idx on public.assignment_grading (grader_id);

comment on table public.assignment_grading is 'The judgement of one submission.';
comment on column public.assignment_grading.passed is 'Follows from the score and the assignment''s pass score.';

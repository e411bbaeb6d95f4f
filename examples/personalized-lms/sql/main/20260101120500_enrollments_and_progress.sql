-- Who takes which course, and how far they have come.

create table public.enrollments (
    id uuid constraint enrollments_pkey primary key default gen_random_uuid(),
    student_id uuid not null,
    course_id uuid not null,
    enrolled_at timestamptz not null default now(),
    completed_at timestamptz,
    progress jsonb not null default '{}',
    constraint enrollments_student_id_fkey foreign key (student_id) references public.profiles (id) on delete cascade,
    constraint enrollments_course_id_fkey foreign key (course_id) references public.courses (id) on delete cascade,
    constraint enrollments_student_course_key unique (student_id, course_id),
    constraint enrollments_completed_at_check check (completed_at >= enrolled_at),
    constraint enrollments_progress_check check (jsonb_typeof(progress) = 'object')
);

create index enrollments_course_id_idx on public.enrollments (course_id);

comment on table public.enrollments is 'One row a student and course. Being enrolled is what opens a course''s lessons.';

create table public.student_progress (
    id uuid constraint student_progress_pkey primary key default gen_random_uuid(),
    student_id uuid not null,
    course_id uuid not null,
    lesson_id uuid,
    assessment_id uuid,
    status public.progress_status not null default 'not_started',
    completion_percentage integer not null default 0,
    last_accessed timestamptz,
    time_spent integer not null default 0,
    attempts_count integer not null default 0,
    best_score integer,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint student_progress_student_id_fkey foreign key (student_id)
        references public.profiles (id) on delete cascade,
    constraint student_progress_course_id_fkey foreign key (course_id)
        references public.courses (id) on delete cascade,
    constraint student_progress_lesson_id_fkey foreign key (lesson_id, course_id)
        references public.lessons (id, course_id) on delete cascade,
    constraint student_progress_assessment_id_fkey foreign key (assessment_id)
        references public.assessments (id) on delete cascade,
    constraint student_progress_key unique nulls not distinct (student_id, course_id, lesson_id, assessment_id),
    constraint student_progress_completion_percentage_check check (completion_percentage between 0 and 100),
    constraint student_progress_time_spent_check check (time_spent >= 0),
    constraint student_progress_attempts_count_check check (attempts_count >= 0),
    constraint student_progress_best_score_check check (best_score between 0 and 100)
);

create index idx_student_progress_course on public.student_progress (course_id);

create index student_progress_lesson_id_idx on public.student_progress (lesson_id, course_id);

create index student_progress_assessment_id_idx on public.student_progress (assessment_id);

comment on table public.student_progress is
    'One row a student and course, lesson or assessment. Without a lesson and an assessment it is about the whole course.';
comment on column public.student_progress.time_spent is 'In seconds.';
comment on column public.student_progress.attempts_count is 'Attempts handed in; a trigger on the attempts keeps it.';
comment on column public.student_progress.best_score is 'In per cent; a trigger on the attempts keeps it.';

create table public.personalized_roadmaps (
    id uuid constraint personalized_roadmaps_pkey primary key default gen_random_uuid(),
    student_id uuid not null,
    roadmap_data jsonb not null,
    ai_reasoning text not null default '',
    status public.roadmap_status not null default 'active',
    generated_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint personalized_roadmaps_student_id_fkey foreign key (student_id)
        references public.profiles (id) on delete cascade,
    constraint personalized_roadmaps_roadmap_data_check check (jsonb_typeof(roadmap_data) in ('object', 'array'))
);

create index personalized_roadmaps_student_id_idx on public.personalized_roadmaps (student_id, generated_at);

comment on table public.personalized_roadmaps is 'Learning paths that the service made for a student, with its reasons.';

create table public.learning_progress (
    id uuid constraint learning_progress_pkey primary key default gen_random_uuid(),
    student_id uuid not null,
    content_id uuid not null,
    content_type text not null,
    progress_data jsonb not null default '{}',
    completed_at timestamptz,
    time_spent integer not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint learning_progress_student_id_fkey foreign key (student_id)
        references public.profiles (id) on delete cascade,
    constraint learning_progress_key unique (student_id, content_type, content_id),
    constraint learning_progress_content_type_check check (content_type ~ '^[a-z][a-z_]{0,62}$'),
    constraint learning_progress_progress_data_check check (jsonb_typeof(progress_data) = 'object'),
    constraint learning_progress_time_spent_check check (time_spent >= 0)
);

comment on table public.learning_progress is
    'How a student went through one thing, whatever it is: what a client records for analysis.';
comment on column public.learning_progress.content_id is
    'Of any kind of content, also such as is gone: hence no foreign key.';
comment on column public.learning_progress.time_spent is 'In seconds.';

create function internal.note_attempt() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $note$
begin
    -- Counted anew from the attempts, one student at a time, so that two marks at once cannot lose one.
    perform from public.profiles where id = new.student_id for no key update;

    insert into public.student_progress as progress
        (student_id, course_id, lesson_id, assessment_id, status, completion_percentage, last_accessed,
         time_spent, attempts_count, best_score)
    select new.student_id, coalesce(assessment.course_id, lesson.course_id), assessment.lesson_id, assessment.id,
           case when bool_or(attempt.passed) then 'completed' else 'in_progress' end::public.progress_status,
           case when bool_or(attempt.passed) then 100 else 0 end,
           max(attempt.submitted_at), sum(attempt.time_spent), count(*), max(attempt.score)
    from public.assessments as assessment
    left join public.lessons as lesson on lesson.id = assessment.lesson_id
    join public.assessment_attempts as attempt
        on attempt.assessment_id = assessment.id
        and attempt.student_id = new.student_id
        and attempt.submitted_at is not null
    where assessment.id = new.assessment_id
    group by assessment.id, lesson.id
    on conflict on constraint student_progress_key do update set
        status = excluded.status,
        completion_percentage = excluded.completion_percentage,
        last_accessed = greatest(progress.last_accessed, excluded.last_accessed),
        time_spent = excluded.time_spent,
        attempts_count = excluded.attempts_count,
        best_score = excluded.best_score;
    return null;
end
$note$;

revoke all on function internal.note_attempt() from public;

comment on function internal.note_attempt() is
    'Brings the student''s progress in an assessment to what the attempts that were handed in say.';

create trigger note_attempt
    after update of submitted_at, score, passed on public.assessment_attempts
    for each row when (
        old.submitted_at is distinct from new.submitted_at
        or old.score is distinct from new.score
        or old.passed is distinct from new.passed)
    execute function internal.note_attempt();

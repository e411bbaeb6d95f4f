-- Assessments, the keys that mark them, and the students' attempts.

create table public.assessments (
    id uuid constraint assessments_pkey primary key default gen_random_uuid(),
    lesson_id uuid,
    course_id uuid,
    title text not null,
    description text not null default '',
    questions jsonb not null default '[]',
    ai_generated boolean not null default false,
    source_content_ids uuid[] not null default '{}',
    is_mandatory boolean not null default true,
    minimum_passing_score integer not null default 70,
    max_attempts integer not null default 3,
    time_limit integer,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint assessments_lesson_id_fkey foreign key (lesson_id) references public.lessons (id) on delete cascade,
    constraint assessments_course_id_fkey foreign key (course_id) references public.courses (id) on delete cascade,
    constraint assessments_lesson_key unique (lesson_id, id),
    constraint assessments_course_key unique (course_id, id),
    constraint assessments_lesson_or_course_check check (num_nonnulls(lesson_id, course_id) = 1),
    constraint assessments_title_check check (char_length(btrim(title)) between 1 and 255),
    constraint assessments_questions_check check (
        jsonb_typeof(questions) = 'array'
        and jsonb_array_length(questions) = jsonb_array_length(jsonb_path_query_array(questions, 'strict $[*] ? (
            @.id.type() == "string" && @.prompt.type() == "string"
            && (@.type == "multiple_choice" || @.type == "true_false" || @.type == "short_answer" || @.type == "essay")
            && @.points.type() == "number" && @.points > 0 && @.points == @.points.floor())'))
    ),
    constraint assessments_questions_without_key_check check (
        not jsonb_path_exists(questions, '$[*] ? (
            exists (@.answer) || exists (@.correct) || exists (@.correct_answer) || exists (@.correct_answers))')
    ),
    constraint assessments_source_content_ids_check check (array_position(source_content_ids, null) is null),
    constraint assessments_minimum_passing_score_check check (minimum_passing_score between 0 and 100),
    constraint assessments_max_attempts_check check (max_attempts > 0),
    constraint assessments_time_limit_check check (time_limit > 0)
);

comment on table public.assessments is 'A quiz or test of a lesson, or of a whole course: of one of the two, never both.';
comment on column public.assessments.questions is
    'An array of {"id", "type", "prompt", "points", …}. Students read it, so the answers are not in it.';
comment on column public.assessments.source_content_ids is
    'The content blocks that the questions were made from, as they were then: a block may be gone since.';
comment on column public.assessments.minimum_passing_score is 'In per cent of the points.';
comment on column public.assessments.time_limit is 'In minutes from the start of an attempt; null for none.';
comment on constraint assessments_lesson_key on public.assessments is
    'An index on lesson_id, and the target of lessons_assessment_id_fkey.';
comment on constraint assessments_course_key on public.assessments is
    'An index on course_id, and the target of courses_final_assessment_id_fkey.';

create table internal.answer_keys (
    assessment_id uuid constraint answer_keys_pkey primary key,
    answers jsonb not null,
    constraint answer_keys_assessment_id_fkey foreign key (assessment_id)
        references public.assessments (id) on delete cascade,
    constraint answer_keys_answers_check check (jsonb_typeof(answers) = 'object')
);

comment on table internal.answer_keys is
    'The right answer by a question''s id. Kept where no client can look; set_answer_key() writes it.';

create table public.assessment_attempts (
    id uuid constraint assessment_attempts_pkey primary key default gen_random_uuid(),
    assessment_id uuid not null,
    student_id uuid not null,
    attempt_number integer not null,
    answers jsonb not null default '{}',
    score integer,
    points_earned integer,
    total_points integer,
    passed boolean,
    time_spent integer not null default 0,
    started_at timestamptz not null default now(),
    submitted_at timestamptz,
    feedback jsonb,
    constraint assessment_attempts_assessment_id_fkey foreign key (assessment_id)
        references public.assessments (id) on delete cascade,
    constraint assessment_attempts_student_id_fkey foreign key (student_id)
        references public.profiles (id) on delete cascade,
    constraint assessment_attempts_number_key unique (assessment_id, student_id, attempt_number),
    constraint assessment_attempts_attempt_number_check check (attempt_number > 0),
    constraint assessment_attempts_answers_check check (jsonb_typeof(answers) = 'object'),
    constraint assessment_attempts_score_check check (score between 0 and 100),
    constraint assessment_attempts_points_check check (points_earned between 0 and total_points and total_points > 0),
    constraint assessment_attempts_mark_check check (num_nonnulls(score, points_earned, total_points, passed) in (0, 4)),
    constraint assessment_attempts_mark_after_submission_check check (score is null or submitted_at is not null),
    constraint assessment_attempts_time_spent_check check (time_spent >= 0),
    constraint assessment_attempts_submitted_at_check check (submitted_at >= started_at),
    constraint assessment_attempts_feedback_check check (jsonb_typeof(feedback) = 'object')
);

create index idx_assessment_attempts_student on public.assessment_attempts (student_id);

comment on table public.assessment_attempts is
    'One row an attempt. The student writes the answers until it is handed in; marks come from the server alone.';
comment on column public.assessment_attempts.attempt_number is 'Counted by a trigger, up to the assessment''s max_attempts.';
comment on column public.assessment_attempts.answers is 'The student''s answer by a question''s id.';
comment on column public.assessment_attempts.score is 'In per cent. Null until marked.';
comment on column public.assessment_attempts.time_spent is
    'In seconds. The client counts it while the attempt is open; the clock decides when it is handed in.';

create function internal.number_attempt() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $number$
declare
    allowed integer;
begin
    -- Two attempts of one student at once: the second waits here and then counts the first.
    perform from public.profiles where id = new.student_id for no key update;

    select max_attempts into allowed from public.assessments where id = new.assessment_id;
    select coalesce(max(attempt_number), 0) + 1 into new.attempt_number
    from public.assessment_attempts
    where assessment_id = new.assessment_id and student_id = new.student_id;

    if new.attempt_number > allowed then
        raise exception 'no attempt is left: this assessment allows %', allowed
            using errcode = 'check_violation', schema = tg_table_schema, table = tg_table_name,
                  column = 'attempt_number';
    end if;
    return new;
end
$number$;

revoke all on function internal.number_attempt() from public;

comment on function internal.number_attempt() is 'Numbers the attempts of a student and refuses one too many.';

create trigger number_attempt
    before insert on public.assessment_attempts
    for each row execute function internal.number_attempt();

create function internal.keep_answers() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $keep$
declare
    minutes integer;
begin
    if old.submitted_at is not null then
        raise exception 'the answers were handed in and stay as they are'
            using errcode = 'check_violation', schema = tg_table_schema, table = tg_table_name, column = 'answers';
    end if;
    select time_limit into minutes from public.assessments where id = old.assessment_id;
    if clock_timestamp() > old.started_at + make_interval(mins => minutes) then
        raise exception 'the time for this attempt is over: hand it in'
            using errcode = 'check_violation', schema = tg_table_schema, table = tg_table_name, column = 'answers';
    end if;
    return new;
end
$keep$;

revoke all on function internal.keep_answers() from public;

comment on function internal.keep_answers() is 'Answers are changed in time and before they are handed in, or not at all.';

create trigger keep_answers
    before update of answers on public.assessment_attempts
    for each row when (old.answers is distinct from new.answers)
    execute function internal.keep_answers();

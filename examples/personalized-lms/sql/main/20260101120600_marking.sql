-- Handing in and marking. No client may write a mark, so these functions do it, each after looking at who calls.

create function internal.may_mark(assessment_id uuid) returns boolean
    language sql
    stable
    security definer
    set search_path = ''
as $may$
    select coalesce((select auth.role()) = 'service_role', false)
        or exists (
            select from public.profiles as caller
            where caller.id = (select auth.uid()) and caller.role = 'admin'
        )
        or exists (
            select
            from public.profiles as caller
            join public.courses as course on course.instructor_id = caller.id
            left join public.lessons as lesson on lesson.course_id = course.id
            join public.assessments as assessment
                on assessment.course_id = course.id or assessment.lesson_id = lesson.id
            where caller.id = (select auth.uid()) and caller.role = 'instructor'
                and assessment.id = may_mark.assessment_id
        )
$may$;

revoke all on function internal.may_mark(uuid) from public;

comment on function internal.may_mark(uuid) is
    'Whether the caller is an admin, the service, or an instructor whose course the assessment is in.';

create function public.set_answer_key(assessment_id uuid, answers jsonb) returns void
    language plpgsql
    security definer
    set search_path = ''
as $key$
declare
    asked jsonb;
    unknown text;
begin
    if not internal.may_mark(set_answer_key.assessment_id) then
        raise exception 'only the instructor of its course and admins set the key of an assessment'
            using errcode = 'insufficient_privilege';
    end if;
    if jsonb_typeof(answers) is distinct from 'object' then
        raise exception 'a key is an object: the right answer by a question''s id' using errcode = 'check_violation';
    end if;

    select assessment.questions into asked
    from public.assessments as assessment where assessment.id = set_answer_key.assessment_id
    for share;
    if not found then
        raise exception 'there is no assessment %', assessment_id using errcode = 'no_data_found';
    end if;
    select given.id into unknown
    from jsonb_object_keys(answers) as given (id)
    where not asked @> jsonb_build_array(jsonb_build_object('id', given.id))
    limit 1;
    if found then
        raise exception 'the assessment has no question `%`', unknown using errcode = 'check_violation';
    end if;

    insert into internal.answer_keys (assessment_id, answers)
    values (set_answer_key.assessment_id, set_answer_key.answers)
    on conflict on constraint answer_keys_pkey do update set answers = excluded.answers;
end
$key$;

revoke all on function public.set_answer_key(uuid, jsonb) from public;

comment on function public.set_answer_key(uuid, jsonb) is
    'Sets the right answers of an assessment: for its course''s instructor, admins and the service.';

create function internal.mark(attempt_id uuid, points integer, feedback jsonb) returns public.assessment_attempts
    language plpgsql
    set search_path = ''
as $mark$
declare
    marked public.assessment_attempts;
begin
    update public.assessment_attempts as attempt
    set points_earned = mark.points,
        total_points = asked.points,
        score = round(100.0 * mark.points / asked.points),
        passed = round(100.0 * mark.points / asked.points) >= assessment.minimum_passing_score,
        feedback = coalesce(mark.feedback, attempt.feedback)
    from public.assessments as assessment,
        lateral (
            select sum((question ->> 'points')::numeric)::integer as points
            from jsonb_array_elements(assessment.questions) as question
        ) as asked
    where attempt.id = mark.attempt_id and assessment.id = attempt.assessment_id
    returning attempt.* into marked;
    return marked;
end
$mark$;

revoke all on function internal.mark(uuid, integer, jsonb) from public;

comment on function internal.mark(uuid, integer, jsonb) is
    'Writes a mark: points of all points, per cent, and whether that is enough to pass.';

create function public.submit_attempt(attempt_id uuid) returns public.assessment_attempts
    language plpgsql
    security definer
    set search_path = ''
as $submit$
declare
    attempt public.assessment_attempts;
    markable boolean;
    earned integer;
    by_question jsonb;
begin
    select * into attempt from public.assessment_attempts as found_one
    where found_one.id = submit_attempt.attempt_id and found_one.student_id = (select auth.uid())
    for update;
    if not found then
        raise exception 'this is no attempt of yours' using errcode = 'insufficient_privilege';
    end if;
    if attempt.submitted_at is not null then
        raise exception 'this attempt was handed in at %', attempt.submitted_at
            using errcode = 'object_not_in_prerequisite_state';
    end if;

    update public.assessment_attempts as handed_in
    set submitted_at = clock_timestamp(),
        time_spent = extract(epoch from clock_timestamp() - attempt.started_at)::integer
    where handed_in.id = attempt.id
    returning * into attempt;

    -- Marked at once where a machine can: every question has a key, and none is an essay.
    select bool_and(key.answers ? question.id and question.type <> 'essay'),
           sum(question.points) filter (where judged.correct),
           jsonb_object_agg(question.id, jsonb_build_object(
               'correct', judged.correct, 'points', case when judged.correct then question.points else 0 end))
    into markable, earned, by_question
    from public.assessments as assessment
    join internal.answer_keys as key on key.assessment_id = assessment.id
    cross join jsonb_to_recordset(assessment.questions) as question (id text, type text, points numeric)
    cross join lateral (
        select coalesce(
            case
                when question.type = 'short_answer' then exists (
                    select
                    from jsonb_array_elements_text(
                        case jsonb_typeof(key.answers -> question.id)
                            when 'array' then key.answers -> question.id
                            else jsonb_build_array(key.answers -> question.id)
                        end) as accepted (answer)
                    where lower(btrim(accepted.answer)) = lower(btrim(attempt.answers ->> question.id)))
                when jsonb_typeof(key.answers -> question.id) = 'array' then
                    jsonb_typeof(attempt.answers -> question.id) = 'array'
                    and attempt.answers -> question.id @> (key.answers -> question.id)
                    and attempt.answers -> question.id <@ (key.answers -> question.id)
                else attempt.answers -> question.id = key.answers -> question.id
            end, false) as correct
    ) as judged
    where assessment.id = attempt.assessment_id;

    if markable then
        attempt := internal.mark(attempt.id, coalesce(earned, 0), by_question);
    end if;
    return attempt;
end
$submit$;

revoke all on function public.submit_attempt(uuid) from public;

comment on function public.submit_attempt(uuid) is
    'Hands in an attempt of one''s own, and marks it where every answer has a key. An essay waits for grade_attempt().';

create function public.grade_attempt(attempt_id uuid, points integer, feedback jsonb default null)
    returns public.assessment_attempts
    language plpgsql
    security definer
    set search_path = ''
as $grade$
declare
    attempt public.assessment_attempts;
    most integer;
begin
    select * into attempt from public.assessment_attempts as found_one
    where found_one.id = grade_attempt.attempt_id
    for update;
    if not found or not internal.may_mark(attempt.assessment_id) then
        raise exception 'only the instructor of its course and admins mark an attempt'
            using errcode = 'insufficient_privilege';
    end if;
    if attempt.submitted_at is null then
        raise exception 'this attempt is not handed in yet' using errcode = 'object_not_in_prerequisite_state';
    end if;

    select sum(question.points) into most
    from public.assessments as assessment
    cross join jsonb_to_recordset(assessment.questions) as question (points numeric)
    where assessment.id = attempt.assessment_id;
    if most is null then
        raise exception 'the assessment has no questions' using errcode = 'check_violation';
    end if;
    if points is null or points not between 0 and most then
        raise exception 'points are between 0 and %', most using errcode = 'check_violation';
    end if;

    return internal.mark(attempt.id, points, feedback);
end
$grade$;

revoke all on function public.grade_attempt(uuid, integer, jsonb) from public;

comment on function public.grade_attempt(uuid, integer, jsonb) is
    'Marks an attempt that was handed in, again if need be: for its course''s instructor, admins and the service.';

-- What the functions and triggers do, and what they refuse. Run as the owner of a migrated database; nothing of it stays:
--   provost db psql -- -v ON_ERROR_STOP=1 -f tests/functions.sql
begin;

create function pg_temp.signed_in_as(who text) returns void
    language plpgsql
as $as$
begin
    perform set_config('request.jwt.claim.sub', '', true);
    perform set_config('request.jwt.claim.role', '', true);
    perform set_config('request.jwt.claims',
        case who
            when 'nobody' then ''
            when 'service' then '{"role": "service_role"}'
            else jsonb_build_object('role', 'authenticated', 'sub', pg_temp.person(who))::text
        end, true);
end
$as$;

create function pg_temp.person(name text) returns uuid
    language sql immutable
as $person$ select md5(name)::uuid $person$;

-- Runs a statement that must fail with this state and these words, and fails itself where it does not.
create function pg_temp.refused(statement text, state text, words text) returns void
    language plpgsql
as $refused$
begin
    begin
        execute statement;
    exception when others then
        assert sqlstate = state, format('%s: %s (%s) instead of %s', statement, sqlerrm, sqlstate, state);
        assert sqlerrm like '%' || words || '%', format('%s: %s', statement, sqlerrm);
        return;
    end;
    raise exception 'not refused: %', statement;
end
$refused$;

insert into auth.users (id, email)
select pg_temp.person(name), name || '@example.org'
from unnest(array['ana', 'ben', 'ivy', 'jon', 'root', 'was']) as name;

-- Where access was applied, signing up has made these rows.
insert into public.profiles (id, email)
select id, email from auth.users where email like '%@example.org'
on conflict do nothing;

update public.profiles set role = 'instructor' where id in (pg_temp.person('ivy'), pg_temp.person('jon'));
update public.profiles set role = 'admin' where id = pg_temp.person('root');

insert into public.courses (id, title, instructor_id, is_published) values
    (pg_temp.person('course'), 'Course', pg_temp.person('ivy'), true),
    (pg_temp.person('other course'), 'Other', pg_temp.person('jon'), true),
    (pg_temp.person('old course'), 'Of a person who was an instructor', pg_temp.person('was'), true);
insert into public.lessons (id, course_id, title, order_index) values
    (pg_temp.person('lesson 1'), pg_temp.person('course'), 'One', 1),
    (pg_temp.person('lesson 2'), pg_temp.person('course'), 'Two', 2),
    (pg_temp.person('lesson 3'), pg_temp.person('course'), 'Three', 3),
    (pg_temp.person('elsewhere'), pg_temp.person('other course'), 'Elsewhere', 1);
insert into public.assessments (id, lesson_id, course_id, title, max_attempts, time_limit, minimum_passing_score, questions) values
    (pg_temp.person('quiz'), pg_temp.person('lesson 1'), null, 'Quiz', 2, 30, 75, '[
        {"id": "q1", "type": "multiple_choice", "prompt": "?", "points": 2},
        {"id": "q2", "type": "short_answer", "prompt": "?", "points": 1},
        {"id": "q3", "type": "multiple_choice", "prompt": "several", "points": 1}]'),
    (pg_temp.person('essay'), null, pg_temp.person('course'), 'Final', 3, null, 50, '[
        {"id": "e1", "type": "essay", "prompt": "?", "points": 9},
        {"id": "e2", "type": "true_false", "prompt": "?", "points": 1}]'),
    (pg_temp.person('old quiz'), null, pg_temp.person('old course'), 'Old', 3, null, 50, '[]'),
    (pg_temp.person('foreign quiz'), null, pg_temp.person('other course'), 'Foreign', 3, null, 50, '[]');

-- Constraints that more than one column has a say in.
do $test$
begin
    perform pg_temp.refused(format('update public.assessments set course_id = %L where id = %L',
        pg_temp.person('course'), pg_temp.person('quiz')), '23514', 'assessments_lesson_or_course_check');
    perform pg_temp.refused(format('update public.assessments set lesson_id = null where id = %L', pg_temp.person('quiz')),
        '23514', 'assessments_lesson_or_course_check');
    perform pg_temp.refused(format($$ update public.assessments set questions = '[{"id": "q", "type": "riddle", "prompt": "?", "points": 1}]'
        where id = %L $$, pg_temp.person('quiz')), '23514', 'assessments_questions_check');
    perform pg_temp.refused(format($$ update public.assessments set questions = '[{"id": "q", "type": "essay", "prompt": "?", "points": 1, "answer": 1}]'
        where id = %L $$, pg_temp.person('quiz')), '23514', 'assessments_questions_without_key_check');
    perform pg_temp.refused(format('update public.courses set final_assessment_id = %L where id = %L',
        pg_temp.person('foreign quiz'), pg_temp.person('course')), '23503', 'courses_final_assessment_id_fkey');
    perform pg_temp.refused(format('update public.lessons set assessment_id = %L where id = %L',
        pg_temp.person('quiz'), pg_temp.person('lesson 2')), '23503', 'lessons_assessment_id_fkey');
    update public.courses set final_assessment_id = pg_temp.person('essay') where id = pg_temp.person('course');
    update public.lessons set assessment_id = pg_temp.person('quiz') where id = pg_temp.person('lesson 1');

    -- One statement may turn the order round.
    update public.lessons set order_index = 4 - order_index where course_id = pg_temp.person('course');
    perform pg_temp.refused(format('update public.lessons set order_index = 7 where course_id = %L', pg_temp.person('course')),
        '23505', 'lessons_order_key');

    perform pg_temp.refused(format($$ insert into public.content_blocks (lesson_id, type, content, order_index)
        values (%L, 'image', '{"image": {"url": "https://example.org/a.png"}}', 1) $$, pg_temp.person('lesson 1')),
        '23514', 'content_blocks_content_check');
    insert into public.content_blocks (lesson_id, type, content, order_index)
    values (pg_temp.person('lesson 1'), 'image', '{"image": {"url": "https://example.org/a.png", "alt_text": "A"}}', 1);

    perform pg_temp.refused(format($$ update public.profiles set learning_preferences = '{"preferred_pace": "warp"}' where id = %L $$,
        pg_temp.person('ana')), '23514', 'profiles_learning_preferences_check');
    perform pg_temp.refused(format($$ update public.profiles set learning_preferences = '{"preferred_media_types": ["smell"]}' where id = %L $$,
        pg_temp.person('ana')), '23514', 'profiles_learning_preferences_check');
    update public.profiles
    set learning_preferences = '{"preferred_pace": "fast", "preferred_media_types": ["video"], "learning_style": "visual"}'
    where id = pg_temp.person('ana');
end
$test$;

-- internal.check_prerequisites(), internal.forget_lesson()
do $test$
declare
    one uuid := pg_temp.person('lesson 1');
    two uuid := pg_temp.person('lesson 2');
    three uuid := pg_temp.person('lesson 3');
begin
    update public.lessons set prerequisites = array[one] where id = two;
    update public.lessons set prerequisites = array[one, two] where id = three;
    perform pg_temp.refused(format('update public.lessons set prerequisites = array[%L]::uuid[] where id = %L', three, one),
        '23514', 'would come before itself');
    perform pg_temp.refused(format('update public.lessons set prerequisites = array[%L]::uuid[] where id = %L', one, one),
        '23514', 'lessons_prerequisites_check');
    perform pg_temp.refused(format('update public.lessons set prerequisites = array[%L]::uuid[] where id = %L',
        pg_temp.person('elsewhere'), one), '23503', 'is not in this course');
    perform pg_temp.refused(format('update public.lessons set prerequisites = array[%L]::uuid[] where id = %L',
        gen_random_uuid(), one), '23503', 'is not in this course');
    perform pg_temp.refused(format('update public.lessons set course_id = %L, order_index = 9 where id = %L',
        pg_temp.person('other course'), three), '23503', 'is not in this course');

    update public.lessons set course_id = pg_temp.person('other course'), prerequisites = '{}', order_index = 9 where id = two;
    assert (select prerequisites = array[one] from public.lessons where id = three), 'a lesson that moved is still needed';
    update public.lessons set course_id = pg_temp.person('course'), order_index = 8 where id = two;
    update public.lessons set prerequisites = array[one, two] where id = three;
    delete from public.lessons where id = two;
    assert (select prerequisites = array[one] from public.lessons where id = three), 'a lesson that is gone is still needed';
end
$test$;

-- public.set_answer_key(), internal.may_mark()
do $test$
declare
    quiz uuid := pg_temp.person('quiz');
    essay uuid := pg_temp.person('essay');
    call text := format($$ select public.set_answer_key(%L, '{"q1": "b"}') $$, quiz);
    name text;
begin
    foreach name in array array['nobody', 'ana', 'jon', 'was'] loop
        perform pg_temp.signed_in_as(name);
        perform pg_temp.refused(call, '42501', 'only the instructor');
    end loop;
    perform pg_temp.signed_in_as('was');
    perform pg_temp.refused(format($$ select public.set_answer_key(%L, '{}') $$, pg_temp.person('old quiz')), '42501', 'only the instructor');

    perform pg_temp.signed_in_as('ivy');
    perform public.set_answer_key(quiz, '{"q1": "a"}');
    perform pg_temp.refused(format($$ select public.set_answer_key(%L, '{"q9": "a"}') $$, quiz), '23514', 'no question `q9`');
    perform pg_temp.refused(format($$ select public.set_answer_key(%L, '["a"]') $$, quiz), '23514', 'a key is an object');
    perform pg_temp.refused(format('select public.set_answer_key(%L, null)', quiz), '23514', 'a key is an object');
    perform pg_temp.signed_in_as('root');
    perform pg_temp.refused(format($$ select public.set_answer_key(%L, '{}') $$, gen_random_uuid()), 'P0002', 'there is no assessment');
    perform public.set_answer_key(essay, '{"e2": true}');
    perform pg_temp.signed_in_as('service');
    perform public.set_answer_key(quiz, '{"q1": "b", "q2": ["Blue", "azure"], "q3": ["x", "y"]}');
    assert (select answers ->> 'q1' = 'b' from internal.answer_keys where assessment_id = quiz), 'the key was not replaced';
    assert (select count(*) = 2 from internal.answer_keys), 'one key an assessment';
end
$test$;

-- internal.number_attempt(), internal.keep_answers(), public.submit_attempt(), internal.mark(), internal.note_attempt()
do $test$
declare
    quiz uuid := pg_temp.person('quiz');
    ana uuid := pg_temp.person('ana');
    one public.assessment_attempts;
    two public.assessment_attempts;
    progress public.student_progress;
    spare uuid;
begin
    perform pg_temp.signed_in_as('ana');
    insert into public.assessment_attempts (assessment_id, student_id, attempt_number) values (quiz, ana, 77) returning * into one;
    assert one.attempt_number = 1, 'the trigger numbers attempts, whatever the statement says';
    insert into public.assessment_attempts (assessment_id, student_id) values (quiz, ana) returning * into two;
    assert two.attempt_number = 2;
    perform pg_temp.refused(format('insert into public.assessment_attempts (assessment_id, student_id) values (%L, %L)', quiz, ana),
        '23514', 'this assessment allows 2');
    insert into public.assessment_attempts (assessment_id, student_id) values (quiz, pg_temp.person('ben')) returning id into spare;
    assert (select attempt_number = 1 from public.assessment_attempts where id = spare), 'each student counts for themselves';

    update public.assessment_attempts set answers = '{"q1": "b", "q2": " BLUE ", "q3": ["x"]}', time_spent = 1 where id = one.id;
    update public.assessment_attempts set started_at = now() - interval '10 minutes' where id = one.id;

    perform pg_temp.signed_in_as('ben');
    perform pg_temp.refused(format('select public.submit_attempt(%L)', one.id), '42501', 'no attempt of yours');
    perform pg_temp.signed_in_as('nobody');
    perform pg_temp.refused(format('select public.submit_attempt(%L)', one.id), '42501', 'no attempt of yours');
    perform pg_temp.signed_in_as('ivy');
    perform pg_temp.refused(format('select public.submit_attempt(%L)', one.id), '42501', 'no attempt of yours');

    perform pg_temp.signed_in_as('ana');
    one := public.submit_attempt(one.id);
    assert one.submitted_at is not null;
    assert one.time_spent between 600 and 700, 'the clock decides: ' || one.time_spent;
    assert (one.points_earned, one.total_points, one.score, one.passed) = (3, 4, 75, true), one::text;
    assert one.feedback = '{"q1": {"correct": true, "points": 2}, "q2": {"correct": true, "points": 1}, "q3": {"correct": false, "points": 0}}',
        one.feedback::text;
    perform pg_temp.refused(format('select public.submit_attempt(%L)', one.id), '55000', 'was handed in');
    perform pg_temp.refused(format($$ update public.assessment_attempts set answers = '{"q1": "c"}' where id = %L $$, one.id),
        '23514', 'were handed in');

    select * into strict progress from public.student_progress where student_id = ana and assessment_id = quiz;
    assert progress.course_id = pg_temp.person('course') and progress.lesson_id = pg_temp.person('lesson 1');
    assert (progress.attempts_count, progress.best_score, progress.status::text, progress.completion_percentage) = (1, 75, 'completed', 100),
        progress::text;

    -- Too late: the answers stay, and handing in what there is remains possible.
    update public.assessment_attempts set started_at = now() - interval '31 minutes' where id = two.id;
    perform pg_temp.refused(format($$ update public.assessment_attempts set answers = '{"q1": "b"}' where id = %L $$, two.id),
        '23514', 'the time for this attempt is over');
    two := public.submit_attempt(two.id);
    assert (two.points_earned, two.score, two.passed) = (0, 0, false), two::text;
    select * into strict progress from public.student_progress where student_id = ana and assessment_id = quiz;
    assert (progress.attempts_count, progress.best_score, progress.status::text) = (2, 75, 'completed'), progress::text;
end
$test$;

-- public.grade_attempt()
do $test$
declare
    ana uuid := pg_temp.person('ana');
    attempt public.assessment_attempts;
    name text;
begin
    perform pg_temp.signed_in_as('ana');
    insert into public.assessment_attempts (assessment_id, student_id, answers)
    values (pg_temp.person('essay'), ana, '{"e1": "Long.", "e2": true}') returning * into attempt;
    perform pg_temp.signed_in_as('ivy');
    perform pg_temp.refused(format('select public.grade_attempt(%L, 5)', attempt.id), '55000', 'not handed in');
    perform pg_temp.signed_in_as('ana');
    attempt := public.submit_attempt(attempt.id);
    assert attempt.submitted_at is not null and attempt.score is null, 'an essay is not marked by the machine';
    assert (select (status::text, attempts_count) = ('in_progress', 1) and best_score is null
        from public.student_progress where student_id = ana and assessment_id = pg_temp.person('essay'));

    foreach name in array array['nobody', 'ana', 'ben', 'jon'] loop
        perform pg_temp.signed_in_as(name);
        perform pg_temp.refused(format('select public.grade_attempt(%L, 5)', attempt.id), '42501', 'only the instructor');
        perform pg_temp.refused(format('select public.grade_attempt(%L, 5)', gen_random_uuid()), '42501', 'only the instructor');
    end loop;
    perform pg_temp.signed_in_as('ivy');
    perform pg_temp.refused(format('select public.grade_attempt(%L, 11)', attempt.id), '23514', 'between 0 and 10');
    perform pg_temp.refused(format('select public.grade_attempt(%L, -1)', attempt.id), '23514', 'between 0 and 10');
    perform pg_temp.refused(format('select public.grade_attempt(%L, null)', attempt.id), '23514', 'between 0 and 10');
    attempt := public.grade_attempt(attempt.id, 4, '{"e1": "Too long."}');
    assert (attempt.points_earned, attempt.total_points, attempt.score, attempt.passed) = (4, 10, 40, false), attempt::text;
    assert attempt.feedback ->> 'e1' = 'Too long.';
    perform pg_temp.signed_in_as('root');
    attempt := public.grade_attempt(attempt.id, 5);
    assert attempt.passed and attempt.feedback ->> 'e1' = 'Too long.', 'marking again keeps what was said';
    perform pg_temp.signed_in_as('service');
    attempt := public.grade_attempt(attempt.id, 10);
    assert (select (status::text, attempts_count, best_score) = ('completed', 1, 100)
        from public.student_progress where student_id = ana and assessment_id = pg_temp.person('essay'));

    -- A final assessment that is deleted leaves the course without one.
    delete from public.assessments where id = pg_temp.person('essay');
    assert (select final_assessment_id is null from public.courses where id = pg_temp.person('course'));
    assert not exists (select from public.assessment_attempts where id = attempt.id);
end
$test$;

-- internal.keep_audit_log()
do $test$
declare
    line bigint;
begin
    insert into public.audit_log (operation, table_name, row_key, after)
    values ('INSERT', 'courses', '{"id": 1}', '{}') returning id into line;
    perform pg_temp.refused(format('update public.audit_log set actor = null where id = %s', line), '23001', 'written once');
    delete from public.audit_log where id = line;
    assert not exists (select from public.audit_log where id = line);
end
$test$;

-- The circle of foreign keys lets a whole course go, and a person who has none.
do $test$
begin
    perform pg_temp.refused(format('delete from auth.users where id = %L', pg_temp.person('ivy')), '23503', 'courses_instructor_id_fkey');
    delete from public.courses where id = pg_temp.person('course');
    assert not exists (select from public.lessons where course_id = pg_temp.person('course'));
    assert not exists (select from internal.answer_keys where assessment_id = pg_temp.person('quiz'));
    delete from auth.users where id = pg_temp.person('ivy');
    assert not exists (select from public.profiles where id = pg_temp.person('ivy'));
end
$test$;

rollback;

-- The 18 validation rules, the path rule, and what the functions do and refuse. Run as the owner of a migrated database; nothing stays:
--   provost db psql -- -v ON_ERROR_STOP=1 -f tests/functions.sql
begin;

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

-- A vector of the right length that has these two numbers in front.
create function pg_temp.embedding(x real, y real) returns extensions.vector
    language sql immutable
as $embedding$ select (array[x, y] || array_fill(0::real, array[382]))::extensions.vector $embedding$;

insert into auth.users (id, email)
select pg_temp.person(name), name || '@example.org' from unnest(array['ana', 'ben']) as name;

insert into public.academic (id, grade, semester_type, semester, subject)
values (pg_temp.person('ana'), '{Bachelor,Masters}', 'double', 3, '{computer science,english}');
insert into public.personalized (id, prefs)
values (pg_temp.person('ana'), '{"detail_level": 0.7, "example_preference": 0.8, "analogy_preference": 0, "technical_language": 1,
    "structure_preference": 0.7, "visual_preference": 0.9, "learning_pace": "moderate", "prior_experience": "intermediate", "own": [1]}');
insert into public.courses (id, user_id, name) values
    (pg_temp.person('biology'), pg_temp.person('ana'), 'Biology'),
    (pg_temp.person('chess'), pg_temp.person('ben'), 'Chess');

-- academic: rules 1 to 5
do $test$
declare
    change record;
begin
    for change in select * from (values
        ($$grade = '{Bachelor,Doctor}'$$, 'academic_grade_check'),
        ($$grade = '{NULL}'$$, 'academic_grade_check'),
        ($$grade = '{}'$$, 'academic_grade_not_empty_check'),
        ($$semester_type = 'quarter'$$, 'academic_semester_type_check'),
        ($$semester = 0$$, 'academic_semester_check'),
        ($$semester = 13$$, 'academic_semester_check'),
        ($$subject = '{english,alchemy}'$$, 'academic_subject_check'),
        ($$subject = '{NULL}'$$, 'academic_subject_check')
    ) as row (text, name)
    loop
        perform pg_temp.refused('update public.academic set ' || change.text, '23514', change.name);
    end loop;
    update public.academic set subject = '{}', semester = 12, semester_type = 'tri', grade = '{Masters}';
end
$test$;

-- personalized: rules 6 to 9
do $test$
declare
    change record;
begin
    perform pg_temp.refused($$ update public.personalized set prefs = '{"detail_level": }' $$, '22P02', 'invalid input syntax for type json');
    for change in select * from (values
        ('[]', 'personalized_prefs_check'),
        ('"fast"', 'personalized_prefs_check'),
        ('null', 'personalized_prefs_check'),
        ('{"detail_level": 1.01}', 'personalized_prefs_detail_level_check'),
        ('{"detail_level": -0.01}', 'personalized_prefs_detail_level_check'),
        ('{"detail_level": "0.5"}', 'personalized_prefs_detail_level_check'),
        ('{"detail_level": [0.5]}', 'personalized_prefs_detail_level_check'),
        ('{"detail_level": null}', 'personalized_prefs_detail_level_check'),
        ('{"visual_preference": 2}', 'personalized_prefs_other_levels_check'),
        ('{"analogy_preference": "1"}', 'personalized_prefs_other_levels_check'),
        ('{"technical_language": [0.5]}', 'personalized_prefs_other_levels_check'),
        ('{"learning_pace": "warp"}', 'personalized_prefs_learning_pace_check'),
        ('{"learning_pace": ["fast"]}', 'personalized_prefs_learning_pace_check'),
        ('{"learning_pace": null}', 'personalized_prefs_learning_pace_check'),
        ('{"prior_experience": "some"}', 'personalized_prefs_prior_experience_check'),
        ('{"prior_experience": 3}', 'personalized_prefs_prior_experience_check')
    ) as row (prefs, name)
    loop
        perform pg_temp.refused(format('update public.personalized set prefs = %L', change.prefs), '23514', change.name || '"');
    end loop;
    update public.personalized set prefs = '{}';
    update public.personalized set prefs = '{"detail_level": 0, "learning_pace": "slow", "prior_experience": "expert"}';
end
$test$;

-- courses: rules 10 and 11
do $test$
begin
    perform pg_temp.refused($$ update public.courses set name = ' ' $$, '23514', 'courses_name_not_empty_check');
    perform pg_temp.refused($$ update public.courses set name = repeat('x', 256) $$, '23514', 'courses_name_length_check');
    update public.courses set name = repeat('ä', 255) where id = pg_temp.person('biology');
end
$test$;

-- materials: rules 12 to 15, the path rule, internal.place_material()
do $test$
declare
    ana uuid := pg_temp.person('ana');
    ben uuid := pg_temp.person('ben');
    biology uuid := pg_temp.person('biology');
    chess uuid := pg_temp.person('chess');
    material public.materials;
    change record;
begin
    insert into public.materials (course_id, name, file_path, file_type, file_size)
    values (biology, 'Cells', format('%s/%s/cells.pdf', ana, biology), 'application/pdf', 52428800) returning * into material;
    assert material.owner_id = ana;

    for change in select * from (values
        ($$name = ' '$$, 'materials_name_not_empty_check'),
        ($$file_size = 0$$, 'materials_file_size_positive_check'),
        ($$file_size = -5$$, 'materials_file_size_positive_check'),
        ($$file_size = 52428801$$, 'materials_file_size_limit_check'),
        ($$file_type = 'text/html'$$, 'materials_file_type_check'),
        ($$file_type = 'pdf'$$, 'materials_file_type_check'),
        (format($$file_path = '%s/%s/cells.pdf'$$, ana, chess), 'materials_file_path_check'),
        (format($$file_path = '%s/cells.pdf'$$, ana), 'materials_file_path_check'),
        (format($$file_path = '%s/%s/deep/cells.pdf'$$, ana, biology), 'materials_file_path_check'),
        (format($$file_path = '%s/%s/'$$, ana, biology), 'materials_file_path_check'),
        (format($$course_id = '%s'$$, chess), 'materials_file_path_check')
    ) as row (text, name)
    loop
        perform pg_temp.refused('update public.materials set ' || change.text, '23514', change.name);
    end loop;

    -- In the folder of somebody else, by hand or by giving the course away.
    perform pg_temp.refused(format($$ update public.materials set file_path = '%s/%s/cells.pdf' $$, ben, biology),
        '23503', 'materials_course_id_fkey');
    perform pg_temp.refused(format($$ update public.materials set file_path = '%s/%s/cells.pdf' $$, 'ana', biology),
        '22P02', 'invalid input syntax for type uuid');
    perform pg_temp.refused(format('update public.courses set user_id = %L where id = %L', ben, biology),
        '23503', 'materials_course_id_fkey');

    insert into public.materials (course_id, name, file_path, file_type, file_size)
    values (chess, 'Openings', 'openings.pdf', 'application/pdf', 1) returning * into material;
    assert material.file_path = format('%s/%s/openings.pdf', ben, chess), material.file_path;
    update public.materials set file_path = 'endings.pdf' where id = material.id returning * into material;
    assert material.file_path = format('%s/%s/endings.pdf', ben, chess), material.file_path;
    perform pg_temp.refused(format($$ insert into public.materials (course_id, name, file_path, file_type, file_size)
        values (%L, 'x', 'x.pdf', 'application/pdf', 1) $$, gen_random_uuid()), '23503', 'there is no course');
end
$test$;

-- chat_history: rules 16 to 18
do $test$
declare
    change record;
begin
    insert into public.chat_history (id, course_id, history, embedding) values
        (pg_temp.person('near'), pg_temp.person('biology'),
         array['{"role": "user", "content": "What is photosynthesis?"}', '{"role": "model", "content": "…"}']::jsonb[], pg_temp.embedding(1, 0.1)),
        (pg_temp.person('nearer'), pg_temp.person('biology'), '{}', pg_temp.embedding(1, 0)),
        (pg_temp.person('far'), pg_temp.person('biology'), '{}', pg_temp.embedding(0, 1)),
        (pg_temp.person('none'), pg_temp.person('biology'), '{}', null),
        (pg_temp.person('of ben'), pg_temp.person('chess'), '{}', pg_temp.embedding(1, 0));
    for change in select * from (values
        (array['[]'], 'chat_history_array_check'),
        (array['"hello"'], 'chat_history_array_check'),
        (array[null], 'chat_history_array_check'),
        (array[array['{"role": "user", "content": "a"}']], 'chat_history_array_check'),
        (array['{"role": "assistant", "content": "a"}'], 'chat_history_role_check'),
        (array['{"role": "user", "content": "a"}', '{"content": "a"}'], 'chat_history_role_check'),
        (array['{"role": ["user"], "content": "a"}'], 'chat_history_role_check'),
        (array['{"role": "user", "content": ""}'], 'chat_history_content_check'),
        (array['{"role": "user", "content": " \n "}'], 'chat_history_content_check'),
        (array['{"role": "user", "content": 1}'], 'chat_history_content_check'),
        (array['{"role": "user"}'], 'chat_history_content_check')
    ) as row (messages, name)
    loop
        perform pg_temp.refused(format('update public.chat_history set history = %L::jsonb[]', change.messages::text), '23514', change.name);
    end loop;
    perform pg_temp.refused($$ update public.chat_history set embedding = '[1,2,3]' $$, '22000', 'expected 384 dimensions');
end
$test$;

-- public.match_chat_history(): the search itself, as who sees all
do $test$
declare
    found uuid[];
    scores double precision[];
begin
    select array_agg(id), array_agg(similarity) into found, scores
    from public.match_chat_history(pg_temp.embedding(1, 0), 0.7, 5) where course_id = pg_temp.person('biology');
    assert found = array[pg_temp.person('nearer'), pg_temp.person('near')], 'nearest first, none below the threshold: ' || found::text;
    assert scores[1] = 1 and scores[2] between 0.99 and 0.999, scores::text;
    assert (select count(*) = 1 from public.match_chat_history(pg_temp.embedding(0, 1), 0.7, 5) where course_id = pg_temp.person('biology'));
    assert (select count(*) = 1 from public.match_chat_history(pg_temp.embedding(1, 0), -1, 1)), 'no more than asked for';
    assert (select count(*) = 0 from public.match_chat_history(pg_temp.embedding(1, 0), -1, 0));
    assert (select count(*) = 0 from public.match_chat_history(pg_temp.embedding(1, 0), -1, -3));
    perform pg_temp.refused($$ select * from public.match_chat_history('[1,2,3]') $$, '22000', 'different vector dimensions');
end
$test$;

-- The same as a client: rules that say what the access files say, for as long as this transaction lasts.
alter table public.courses enable row level security;
alter table public.chat_history enable row level security;
grant select on public.courses, public.chat_history to authenticated;
grant execute on function public.match_chat_history(extensions.vector, double precision, integer) to authenticated;
create policy test_own on public.courses for select to authenticated using (user_id = (select auth.uid()));
create policy test_own on public.chat_history for select to authenticated
    using (course_id = any (array(select id from public.courses where user_id = (select auth.uid()))));

-- Two hundred conversations of somebody else stand nearer than all of Ana's.
insert into public.chat_history (course_id, embedding)
select pg_temp.person('chess'), pg_temp.embedding(1, n / 10000.0) from generate_series(1, 200) as n;

create temporary table asked as select
    pg_temp.embedding(1, 0) as embedding,
    jsonb_build_object('role', 'authenticated', 'sub', pg_temp.person('ana'))::text as ana,
    jsonb_build_object('role', 'authenticated', 'sub', gen_random_uuid())::text as stranger;
grant select on asked to authenticated;

set local role authenticated;
set local request.jwt.claim.sub = '';
set local request.jwt.claim.role = '';
set local enable_seqscan = off;
set local enable_sort = off;
do $test$
begin
    perform set_config('request.jwt.claims', asked.ana, true) from asked;
    assert (select count(*) = 3 from asked, public.match_chat_history(asked.embedding, -1, 3)),
        'rows of others take the place of one''s own';
    assert (select bool_and(found.course_id in (select id from public.courses)) from asked, public.match_chat_history(asked.embedding, -1, 100) as found);
    perform set_config('request.jwt.claims', asked.stranger, true) from asked;
    assert (select count(*) = 0 from asked, public.match_chat_history(asked.embedding, -1, 100));
end
$test$;
reset role;

-- Who leaves takes everything along.
do $test$
begin
    delete from auth.users where id = pg_temp.person('ana');
    assert not exists (select from public.academic);
    assert not exists (select from public.personalized);
    assert not exists (select from public.courses where id = pg_temp.person('biology'));
    assert not exists (select from public.materials where owner_id = pg_temp.person('ana'));
    assert not exists (select from public.chat_history where course_id = pg_temp.person('biology'));
end
$test$;

rollback;

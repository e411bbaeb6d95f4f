-- `bench.rows` rows a table. What the people of the benchmark own lies in the first `bench.block` rows and is the same at every size; all
-- that comes with more rows belongs to others. Keys and times are scattered, and so are rows inside a block.
create function pg_temp.key(what text, n bigint) returns uuid
    language sql immutable parallel safe
as $$ select md5(what || n)::uuid $$;

create function pg_temp.moment(n bigint) returns timestamptz
    language sql immutable parallel safe
as $$ select timestamptz '2026-01-01 00:00:00Z' - (hashint8extended(n, 1) & 31535999999) * interval '1 ms' $$;

create temp view numbers as
select n, current_setting('bench.block')::bigint as block, least(20000, current_setting('bench.block')::bigint / 5) as many
from generate_series(0, current_setting('bench.rows')::bigint - 1) as n
order by n / current_setting('bench.block')::bigint, hashint8extended(n, 0);

-- Four courses of the student, many of the big owner, four of each other person.
insert into public.courses (id, user_id, created_at)
select pg_temp.key('course', n),
    case when n < 4 then '00000000-0000-4000-8000-000000000001'
        when n < 4 + many then '00000000-0000-4000-8000-000000000002'
        else pg_temp.key('person', n / 4) end,
    pg_temp.moment(n)
from numbers;

-- Twenty materials of the student's courses, two of each of the big owner's.
insert into public.materials (id, course_id, name, created_at)
select pg_temp.key('material', n),
    pg_temp.key('course', case when n < 20 then n / 5 when n < 20 + 2 * many then 4 + (n - 20) / 2 else greatest(n, 4 + many) end),
    'material ' || n, pg_temp.moment(n)
from numbers;

insert into lms.profiles (id, email, role)
select case n when 0 then '00000000-0000-4000-8000-000000000001' when 1 then '00000000-0000-4000-8000-000000000003'
        when 2 then '00000000-0000-4000-8000-000000000004' else pg_temp.key('person', n) end,
    'person' || n || '@example.org',
    case when n = 2 then 'admin' when n = 1 or n % 10 = 9 then 'instructor' else 'student' end
from numbers;

-- Ten courses of the instructor; every tenth of the first block is published, and none after it.
insert into lms.courses (id, instructor_id, is_published, title, created_at)
select pg_temp.key('lms', n),
    case when n < 10 then '00000000-0000-4000-8000-000000000003' else pg_temp.key('person', n / 10 * 10 + 9) end,
    n < block and n % 10 = 5, 'course ' || n, pg_temp.moment(n)
from numbers;

insert into lms.lessons (id, course_id)
select pg_temp.key('lesson', n), pg_temp.key('lms', n) from numbers;

-- The student takes ten courses of others.
insert into lms.enrollments (id, student_id, course_id)
select pg_temp.key('enrollment', n),
    case when n < 10 then '00000000-0000-4000-8000-000000000001' else pg_temp.key('person', n / 2) end,
    pg_temp.key('lms', 20 + n)
from numbers;

-- Each course has an assessment of its own or one of its lesson.
insert into lms.assessments (id, course_id, lesson_id)
select pg_temp.key('assessment', n),
    case when n % 2 = 0 then pg_temp.key('lms', n) end,
    case when n % 2 = 1 then pg_temp.key('lesson', n) end
from numbers;

-- Twenty attempts of the student, 500 in the instructor's ten assessments.
insert into lms.assessment_attempts (id, student_id, assessment_id, score, created_at)
select pg_temp.key('attempt', n),
    case when n < 20 then '00000000-0000-4000-8000-000000000001' else pg_temp.key('person', 10 + n / 20) end,
    pg_temp.key('assessment', case when n < 20 then 20 + n when n < 520 then n % 10 else greatest(n, 1000) end),
    n % 101, pg_temp.moment(n)
from numbers;

-- A folder of twenty files for each person.
insert into storage.objects (bucket_id, name)
select 'files', case when n < 20 then '00000000-0000-4000-8000-000000000001' else pg_temp.key('person', n / 20)::text end || '/file' || n
from numbers;

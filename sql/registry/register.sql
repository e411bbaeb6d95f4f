-- Step 1: a top admin creates the course. One that is there stays as it is.
begin;
with made as (
    insert into public.courses (code, title, term, created_by)
    values ({{ code | literal }}, {{ title | literal }}, {{ term | literal }}, {{ by | literal }})
    on conflict (code) do nothing returning id
)
insert into provost.course_stages (course_id, stage, ended_at, outcome, run)
select id, 'registered', pg_catalog.clock_timestamp(), 'done', {{ run | literal }} from made;
commit;

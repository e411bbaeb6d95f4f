-- Courses and lessons point at assessments, which point back. Now that all three are there, the circle can be closed.
-- Each key has two columns: a course's final assessment is an assessment of that course, a lesson's one of that lesson.

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table public.courses
    add constraint courses_final_assessment_id_fkey foreign key (final_assessment_id, id)
        references public.assessments (id, course_id) on delete set null (final_assessment_id);

-- provost:allow index-blocks-writes: these tables are new, nobody uses them yet
create index courses_final_assessment_id_idx on public.courses (final_assessment_id, id);

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table public.lessons
    add constraint lessons_assessment_id_fkey foreign key (assessment_id, id)
        references public.assessments (id, lesson_id) on delete set null (assessment_id);

-- provost:allow index-blocks-writes: these tables are new, nobody uses them yet
create index lessons_assessment_id_idx on public.lessons (assessment_id, id);

comment on column public.courses.final_assessment_id is 'Of this course''s own assessments.';
comment on column public.lessons.assessment_id is 'Of this lesson''s own assessments.';

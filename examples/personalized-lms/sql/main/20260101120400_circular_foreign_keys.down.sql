-- Opens the circle again. The columns stay: they are older than their foreign keys.

comment on column public.lessons.assessment_id is null;

comment on column public.courses.final_assessment_id is null;

alter table public.lessons drop constraint lessons_assessment_id_fkey;

drop index public.lessons_assessment_id_idx;

alter table public.courses drop constraint courses_final_assessment_id_fkey;

drop index public.courses_final_assessment_id_idx;

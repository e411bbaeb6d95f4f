-- Undoes the courses: tables from the leaves up, then the functions that nothing calls any more.

drop table public.content_blocks;

drop table public.lessons;

drop table public.courses;

drop function internal.forget_lesson();

drop function internal.check_prerequisites();

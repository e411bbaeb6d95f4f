-- Undoes the types and the schema, without cascade: nothing that a later file left behind is lost with them.

drop schema internal;

drop type public.progress_status;

drop type public.roadmap_status;

drop type public.content_type;

drop type public.difficulty_level;

drop type public.user_role;

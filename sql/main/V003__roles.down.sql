-- Undoes V003: the triggers on profiles first, then the tables, then the functions that nothing calls any more.

drop trigger keep_creator_on_truncate on public.profiles;

drop trigger keep_creator_profile on public.profiles;

drop table public.user_roles;

drop table public.roles;

drop function internal.keep_creator_on_truncate();

drop function internal.keep_creator_profile();

drop function internal.keep_creator_role();

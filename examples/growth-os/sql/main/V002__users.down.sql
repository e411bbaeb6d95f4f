-- Undoes V002.

drop function public.get_current_user_role();

drop table public.users;

-- Undoes V029.

drop trigger handle_auth_user_deleted on auth.users;

drop function public.handle_auth_user_deleted();

drop trigger handle_user_cascade_deletion on public.users;

drop trigger handle_user_deletion on public.users;

drop function public.handle_user_cascade_deletion();

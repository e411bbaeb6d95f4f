-- Undoes V025.

drop trigger handle_success_session_changes on public.success_sessions;

drop function public.handle_success_session_changes();

drop function internal.session_audience(uuid);

drop trigger handle_success_session_sync on public.success_sessions;

drop function public.handle_success_session_sync();

drop trigger back_up_moved_session on public.segmented_weekly_success_sessions;

drop trigger back_up_deleted_session on public.segmented_weekly_success_sessions;

drop function internal.back_up_weekly_session();

-- Undoes V016.

drop function public.get_user_lms_status(uuid);

drop function public.get_sequential_unlock_status(uuid);

drop function public.has_completed_all_modules(uuid);

drop function public.is_assignment_passed(uuid, uuid);

drop function public.is_recording_watched(uuid, uuid);

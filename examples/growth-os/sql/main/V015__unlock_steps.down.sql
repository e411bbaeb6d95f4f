-- Undoes V015.

drop function public.sync_user_unlock_progress(uuid);

drop function public.unlock_next_recording(uuid, uuid);

drop function public.initialize_student_unlocks(uuid);

drop function internal.sync_unlocks(uuid);

drop function internal.unlock_after(uuid, uuid);

drop function internal.unlock_first(uuid);

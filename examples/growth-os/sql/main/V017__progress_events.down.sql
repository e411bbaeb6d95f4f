-- Undoes V017.

drop trigger handle_module_changes on public.modules;

drop function internal.handle_module_changes();

drop trigger handle_recording_changes on public.available_lessons;

drop function public.handle_recording_changes();

drop function internal.sync_track(uuid);

drop trigger handle_recording_watched on public.recording_views;

drop trigger handle_recording_first_watched on public.recording_views;

drop trigger handle_recording_progress on public.recording_views;

drop function public.handle_recording_watched();

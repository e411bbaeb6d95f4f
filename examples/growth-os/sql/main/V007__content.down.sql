-- Undoes V007.

drop table public.recording_attachments;

drop table public.available_lessons;

drop table public.modules;

drop table public.course_tracks;

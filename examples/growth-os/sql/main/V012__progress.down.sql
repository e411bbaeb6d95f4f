-- Undoes V012.

drop table public.recording_ratings;

drop table public.recording_views;

drop table public.user_unlocks;

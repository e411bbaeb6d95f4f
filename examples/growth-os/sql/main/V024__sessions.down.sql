-- Undoes V024.

drop table public.success_partner_credits;

drop table public.segmented_weekly_success_sessions_backup;

drop table public.segmented_weekly_success_sessions;

drop table public.success_sessions;

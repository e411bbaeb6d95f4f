-- Undoes V005. The trigger goes with its table.

drop function public.log_data_access_attempt(text, text, boolean, jsonb);

drop table public.user_activity_logs;

drop table public.user_security_summary;

drop function internal.back_up_security_summary();

drop table public.user_security_summary_backup;

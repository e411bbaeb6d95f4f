-- Undoes V003.

drop function internal.log_change(text, text, text, jsonb, jsonb);

drop function internal.log_event(text, text, text, jsonb, jsonb, jsonb);

drop table public.admin_logs;

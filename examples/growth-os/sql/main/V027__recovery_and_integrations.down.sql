-- Undoes V027.

drop table public.integrations;

drop function public.audit_integration_access();

drop function public.record_recovery_message(uuid, text, text);

drop function public.get_inactive_students(integer);

drop function internal.last_active_at(uuid);

drop table public.student_recovery_messages;

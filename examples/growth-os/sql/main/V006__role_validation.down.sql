-- Undoes V006.

drop function public.validate_password_security(text, text);

drop trigger audit_user_status_changes_to_logs on public.users;

drop function public.audit_user_status_changes_to_logs();

drop trigger validate_user_role on public.users;

drop function public.validate_user_role();

drop function internal.keep_a_superadmin(uuid);

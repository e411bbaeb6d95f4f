-- Undoes the audit log, with all that it holds.

drop table public.audit_log;

drop function internal.keep_audit_log();

-- Undoes V010. Every data key is lost with it, and so is every sealed credential: only their owners can give them again.

comment on schema internal is
    'Trigger functions of the main database. No API exposes it and no role is granted usage.';

drop table internal.vault_audit;

drop function internal.keep_audit_entries();

drop table internal.audit_key_wraps;

drop table public.course_dek_wraps;

drop table public.course_deks;

drop table public.vault_keys;

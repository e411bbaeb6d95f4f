-- Undoes V006. The sealed credentials are lost with the table: only their owners can give them again.

drop table public.course_credentials;

drop function internal.keep_credential_versions_rising();

-- Undoes V002. Accounts, sessions and the log are lost with the tables.

drop table auth_schema.security_logs;

drop table auth_schema.oauth_providers;

drop table auth_schema.email_verification_tokens;

drop table auth_schema.password_reset_tokens;

drop table auth_schema.user_sessions;

drop table auth_schema.users;

-- The server is told a verifier, never the password. Nothing else of the role changes.
alter role current_user password {{ verifier | literal }};

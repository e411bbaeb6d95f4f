-- No role of an API may look into it: nothing is granted, and nothing is inherited.
begin;
create schema if not exists {{ name | ident }};
revoke all on schema {{ name | ident }} from public;
commit;

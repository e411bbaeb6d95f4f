-- Its making is over. Nobody connects to it any more: a database that somebody uses cannot be copied.
begin;
comment on database {{ name | ident }} is {{ note | literal }};
alter database {{ name | ident }} with allow_connections false;
commit;

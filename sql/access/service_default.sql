grant usage, select on all sequences in schema {{ schema | ident }} to {{ role | ident }};
grant execute on all functions in schema {{ schema | ident }} to {{ role | ident }};
alter default privileges in schema {{ schema | ident }} grant select, insert, update, delete on tables to {{ role | ident }};
alter default privileges in schema {{ schema | ident }} grant usage, select on sequences to {{ role | ident }};
alter default privileges in schema {{ schema | ident }} grant execute on functions to {{ role | ident }};

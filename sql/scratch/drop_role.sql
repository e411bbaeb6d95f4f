-- Fails where something outside of scratch databases has come to depend on it.
drop role if exists {{ name | ident }};

-- A session of a killed run may still be at work in it.
drop database if exists {{ name | ident }} with (force);

-- What a build that failed half-way left behind.
drop index concurrently if exists {{ schema | ident }}.{{ name | ident }};

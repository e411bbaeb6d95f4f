-- What the tables and functions need from outside. Platforms have the first two from the start.

create extension if not exists "uuid-ossp" with schema extensions;

create extension if not exists pgcrypto with schema extensions;

create extension if not exists vector with schema extensions;

create extension if not exists pg_trgm with schema extensions;

-- Every way to be rid of one.
create table passing (a int);
drop table if exists to_drop, public.to_drop_too cascade;
drop table if exists nowhere;
drop table parent_to_drop;
drop schema doomed cascade;
create table to_drop (back int);
drop materialized view shop.stored;
drop view counted restrict;
create table grand (a int);
create table son () inherits (grand);
create table grandson () inherits (son);
drop table grand cascade;
drop schema bundle cascade;
create schema bundle create table again (a int);
do $$ begin create type mood as enum ('good'); exception when duplicate_object then null; end $$;
create table with_mood (m mood);

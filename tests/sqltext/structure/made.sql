-- Every way to make a relation. What a server of 15 refuses is left out.
create schema shop;
create schema if not exists shop;
create schema bundle
    create table inside (id int, note text)
    create view seen as select id as number from inside
    grant select on inside to current_user
    create table beside (like inside);
create type pair as (one int, two text);

create table kinds (
    id bigint generated always as identity primary key,
    exclude boolean,
    position int,
    value text default concat('a,b', ')', ';'),
    "order" int constraint kinds_order check ("order" in (1, 2)),
    likes int, -- likes, and (more
    period interval day to second(3),
    price numeric(10, 2) default (1 + 2) * 3,
    tags text[] default array['a', 'b'],
    doubled int generated always as (likes * 2) stored,
    constraint kinds_positive check (likes > 0),
    unique (value, likes),
    check (position > 0),
    exclude using btree (likes with =)
) with (fillfactor = 70);
create table if not exists kinds (other int);
create table "Mixed Case" ("Id" int, UPPER int, "with ""quotes""" int);
create table ä (ö int);
create table empty ();
create unlogged table odd (a int) tablespace pg_default;
create table shop.orders (id int primary key, buyer bigint references kinds (id) deferrable);
create table copied (like kinds including all, extra int);
create table of_query as select 1 as a, 2 as b;
create table if not exists of_query (x) as select 1;
create table named_query (x, y) as (select 1, 2) with no data;
select 1 as a into selected;
select 1 as a into temporary table passing;
with q as (select 1 as a) select * into unlogged fast from q;
create table typed of pair;
create table measures (day date not null, value int) partition by range (day);
create table measures_2026 partition of measures for values from ('2026-01-01') to ('2027-01-01');
create table measures_2027 (day date not null, value int);
alter table measures attach partition measures_2027 for values from ('2027-01-01') to ('2028-01-01');
create table measures_2028 partition of measures for values from ('2028-01-01') to ('2029-01-01');
create table cities (name text);
create table capitals (country text) inherits (cities);
create table villages (name text);
alter table villages inherit cities;
create temp table passing_too (a int);
create temporary table shadow (a int);
create table public.shadow (kept int);
drop table shadow;
create view plain as select id from kinds;
create or replace view plain as select id from kinds;
create recursive view counted (n) as values (1) union all select n + 1 from counted where n < 3;
create materialized view if not exists stored as select id from kinds;
create temp view passing_view as select 1;
create table joined as select * from kinds;
create table to_rename (old text, kept int, gone int);
create table to_move (a int);
create table to_drop (a int);
create table to_drop_too (a int);
create table parent_to_drop (a int) partition by list (a);
create table child_to_drop partition of parent_to_drop for values in (1);
create schema doomed;
create table doomed.a (b int);
create schema to_rename;
create table to_rename.a (b int);
prepare q as select 1;

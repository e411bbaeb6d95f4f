-- Changes by hand. `finds` names an object and what about it: missing, extra, or a fact. `superuser` and `stays` (no script undoes it) say more.
-- case: a policy's expression
-- finds: policy notes_own on public.notes: using
alter policy notes_own on public.notes using (true);
-- case: a policy's check
-- finds: policy notes_own on public.notes: check
alter policy notes_own on public.notes with check (true);
-- case: a policy's roles
-- finds: policy users_own on public.users: roles
alter policy users_own on public.users to public;
-- case: a policy's command
-- finds: policy users_own on public.users: command
drop policy users_own on public.users;
create policy users_own on public.users for all to authenticated using (id = auth.uid());
-- case: a restrictive policy made permissive
-- finds: policy notes_not_old on public.notes: permissive
drop policy notes_not_old on public.notes;
create policy notes_not_old on public.notes for select to authenticated, anon using (app.is_staff() or at > '2020-01-01');
-- case: a policy added
-- finds: policy "all of it" on public.users: extra
create policy "all of it" on public.users using (true);
-- case: a policy removed
-- finds: policy notes_not_old on public.notes: missing
drop policy notes_not_old on public.notes;
-- case: a storage policy added
-- finds: policy anybody on storage.objects: extra
create policy anybody on storage.objects using (true);
-- case: a storage policy removed
-- finds: policy files_read on storage.objects: missing
drop policy files_read on storage.objects;
-- case: row level security off
-- finds: table public.notes: row_security
alter table public.notes disable row level security;
-- case: row level security not forced
-- finds: table public.users: force_row_security
alter table public.users no force row level security;
-- case: row level security on where it was not
-- finds: table app.audit: row_security
alter table app.audit enable row level security;
-- case: a table grant added
-- finds: table public.notes: grants
grant all on public.notes to anon;
-- case: a table grant removed
-- finds: table public.users: grants
revoke insert on public.users from authenticated;
-- case: a grant option
-- finds: table public.notes: grants
grant select on public.notes to authenticated with grant option;
-- case: a grant to everybody
-- finds: table app.audit: grants
grant select on app.audit to public;
-- case: a column grant added
-- finds: table public.users: column_grants
grant select (email) on public.users to anon;
-- case: a column grant removed
-- finds: table public.users: column_grants
revoke select (name) on public.users from anon;
-- case: a view grant
-- finds: view public.named: grants
grant select on public.named to anon;
-- case: a function grant
-- finds: function app.is_staff(): grants
grant execute on function app.is_staff() to public;
-- case: a schema grant
-- finds: schema app: grants
grant create on schema app to authenticated;
-- case: a type grant
-- finds: type app.mood: grants
revoke usage on type app.mood from public;
-- case: a sequence grant
-- finds: sequence app.ticket: grants
grant usage on sequence app.ticket to anon;
-- case: default privileges added
-- finds: default privileges of postgres on tables in public: grants
alter default privileges for role postgres in schema public grant select on tables to anon;
-- case: default privileges removed
-- finds: default privileges of postgres on tables in app: missing
alter default privileges for role postgres in schema app revoke select on tables from authenticated;
-- case: default privileges of the whole database
-- finds: default privileges of postgres on functions: grants
alter default privileges for role postgres revoke execute on functions from public;
-- case: default privileges where there were none
-- finds: default privileges of postgres on sequences in app: extra
alter default privileges for role postgres in schema app grant usage on sequences to anon;
-- case: a function's body
-- finds: function app.is_staff(): body
create or replace function app.is_staff() returns boolean language sql stable security definer set search_path = '' as $$ select false $$;
-- case: a function that runs with its owner's rights
-- finds: function app.plus(integer, integer): security
alter function app.plus(integer, integer) security definer;
-- case: a function's search path
-- finds: function app.is_staff(): settings
alter function app.is_staff() reset search_path;
-- case: a function's volatility
-- finds: function app.is_staff(): volatility
alter function app.is_staff() volatile;
-- case: a function's arguments
-- finds: function app.plus(integer, integer): arguments
create or replace function app.plus(a integer, b integer default 7) returns integer language plpgsql immutable strict parallel safe as $$ begin return a + b; end $$;
-- case: a function's strictness and parallel safety
-- finds: function app.plus(integer, integer): strict
-- finds: function app.plus(integer, integer): parallel
alter function app.plus(integer, integer) called on null input parallel unsafe;
-- case: a procedure made a function
-- finds: function app.nothing(text): form
-- finds: function app.nothing(text): returns
-- finds: function app.nothing(text): arguments
-- finds: function app.nothing(text): grants
drop procedure app.nothing(text);
create function app.nothing(a text) returns integer language sql as $$ select 1 $$;
-- case: a function added
-- finds: function app.back_door(text): extra
create function app.back_door(text) returns void language sql security definer as $$ select 1 $$;
-- case: a function removed with what stands on it
-- finds: function app.is_staff(): missing
-- finds: policy notes_not_old on public.notes: missing
drop function app.is_staff() cascade;
-- case: a procedure removed
-- finds: function app.nothing(text): missing
drop procedure app.nothing(text);
-- case: an aggregate changed
-- finds: function app.total(integer): aggregate
-- finds: function app.total(integer): grants
drop aggregate app.total(integer);
create aggregate app.total(integer) (sfunc = int4pl, stype = integer, initcond = '5');
-- case: an aggregate removed
-- finds: function app.total(integer): missing
drop aggregate app.total(integer);
-- case: an owner
-- superuser
-- finds: table public.notes: owner
-- finds: sequence public.notes_n_seq: owner
-- finds: table public.notes: grants
-- finds: sequence public.notes_n_seq: grants
alter table public.notes owner to service_role;
-- case: a function's owner
-- superuser
-- finds: function app.is_staff(): owner
alter function app.is_staff() owner to service_role;
-- case: a trigger disabled
-- finds: trigger notes_touch on public.notes: enabled
alter table public.notes disable trigger notes_touch;
-- case: a trigger for replicas too
-- finds: trigger notes_touch on public.notes: enabled
alter table public.notes enable always trigger notes_touch;
-- case: a trigger changed
-- finds: trigger notes_touch on public.notes: definition
create or replace trigger notes_touch after insert on public.notes for each row execute function app.touch();
-- case: a trigger added
-- finds: trigger spy on public.users: extra
create trigger spy before update on public.users for each row execute function app.touch();
-- case: a trigger removed
-- finds: trigger notes_touch on public.notes: missing
drop trigger notes_touch on public.notes;
-- case: a trigger on auth.users added
-- finds: trigger spy on auth.users: extra
create trigger spy after insert on auth.users for each row execute function app.touch();
-- case: a trigger on auth.users removed
-- finds: trigger new_person on auth.users: missing
drop trigger new_person on auth.users;
-- case: a view's options
-- finds: view public.people: options
alter view public.people reset (security_invoker);
-- case: a view's barrier
-- finds: view public.named: options
alter view public.named set (security_barrier = true);
-- case: a view's query, with a view on it
-- finds: view public.people: definition
create or replace view public.people with (security_invoker = true) as select id, name, born from public.users;
-- case: a view's columns
-- finds: view public.named: definition
create or replace view public.named as select p.name, p.id, p.born from public.people p;
-- case: a view added
-- finds: view public.leak: extra
create view public.leak as select * from public.users;
-- case: views removed
-- finds: view public.people: missing
-- finds: view public.named: missing
drop view public.people cascade;
-- case: a materialized view's query
-- finds: materialized view app.counts: definition
-- finds: materialized view app.counts: grants
drop materialized view app.counts;
create materialized view app.counts as select user_id, count(body) as notes from public.notes group by user_id;
create unique index counts_user on app.counts (user_id);
-- case: a materialized view removed
-- finds: materialized view app.counts: missing
drop materialized view app.counts;
-- case: a check changed
-- finds: constraint born_lately on public.users: definition
alter table public.users drop constraint born_lately, add constraint born_lately check (born > '1800-01-01');
-- case: a constraint that is not valid
-- finds: constraint born_lately on public.users: valid
alter table public.users drop constraint born_lately, add constraint born_lately check (born > '1900-01-01') not valid;
-- case: a constraint added
-- finds: constraint short on public.notes: extra
alter table public.notes add constraint short check (length(body) < 100);
-- case: a foreign key removed
-- finds: constraint notes_user_id_fkey on public.notes: missing
alter table public.notes drop constraint notes_user_id_fkey;
-- case: a foreign key that deletes nothing
-- finds: constraint notes_user_id_fkey on public.notes: definition
alter table public.notes drop constraint notes_user_id_fkey, add constraint notes_user_id_fkey foreign key (user_id) references public.users (id);
-- case: a primary key removed, and the foreign key on it
-- finds: constraint users_pkey on public.users: missing
-- finds: constraint notes_user_id_fkey on public.notes: missing
alter table public.users drop constraint users_pkey cascade;
-- case: a unique constraint on other columns
-- finds: constraint one_body on public.notes: definition
alter table public.notes drop constraint one_body, add constraint one_body unique (id, body);
-- case: an invalid index
-- superuser
-- finds: index notes_user on public.notes: valid
update pg_index set indisvalid = false where indexrelid = 'public.notes_user'::regclass;
-- case: an index added
-- finds: index extra on public.notes: extra
create index extra on public.notes (at);
-- case: an index removed
-- finds: index notes_body on public.notes: missing
drop index public.notes_body;
-- case: an index changed
-- finds: index notes_user on public.notes: definition
drop index public.notes_user;
create index notes_user on public.notes (user_id desc) include (at);
-- case: an index of a materialized view
-- finds: index counts_user on app.counts: missing
drop index app.counts_user;
-- case: an enum value missing
-- superuser
-- finds: type app.mood: labels
delete from pg_enum where enumlabel = 'sad' and enumtypid = 'app.mood'::regtype;
-- case: an enum value renamed
-- finds: type app.mood: labels
alter type app.mood rename value 'happy' to 'glad';
-- case: an enum value added
-- stays
-- finds: type app.mood: labels
alter type app.mood add value 'furious' before 'sad';
-- case: an enum added
-- finds: type app.size: extra
create type app.size as enum ('s', 'm');
-- case: a domain's default
-- finds: domain app.mail: default
alter domain app.mail set default 'x@y';
-- case: a domain's null
-- finds: domain app.mail: not_null
alter domain app.mail drop not null;
-- case: a domain's check
-- finds: constraint has_at on domain app.mail: missing
alter domain app.mail drop constraint has_at;
-- case: a domain added
-- finds: domain app.short: extra
create domain app.short as text check (length(value) < 3);
-- case: a composite type with more
-- finds: type app.point3: attributes
alter type app.point3 add attribute z integer;
-- case: a composite type with less
-- finds: type app.point3: attributes
alter type app.point3 drop attribute y;
-- case: a composite type's first attribute gone
-- stays
-- finds: type app.point3: attributes
alter type app.point3 drop attribute x;
-- case: a range of another type
-- finds: type app.span: subtype
-- stays
drop type app.span;
create type app.span as range (subtype = bigint);
-- case: a range type removed
-- finds: type app.span: missing
drop type app.span;
-- case: a default changed
-- finds: column public.users.name: default
alter table public.users alter column name set default 'admin';
-- case: a default removed
-- finds: column public.notes.at: default
alter table public.notes alter column at drop default;
-- case: a default added
-- finds: column public.notes.body: default
alter table public.notes alter column body set default '';
-- case: not null dropped
-- finds: column public.users.name: not_null
alter table public.users alter column name drop not null;
-- case: not null set
-- finds: column public.notes.body: not_null
alter table public.notes alter column body set not null;
-- case: a column's type, under a policy and a trigger
-- finds: column public.notes.body: type
drop policy notes_own on public.notes;
drop trigger notes_touch on public.notes;
alter table public.notes alter column body type varchar(50);
create policy notes_own on public.notes to authenticated using (user_id = auth.uid() and body <> '') with check (user_id = auth.uid());
create trigger notes_touch before insert or update of body on public.notes for each row execute function app.touch();
-- finds: policy notes_own on public.notes: using
-- case: a column's type, under views
-- finds: column public.users.born: type
drop view public.people cascade;
alter table public.users alter column born type timestamp;
create view public.people with (security_invoker = true) as select id, name, born from public.users where born is not null;
create view public.named as select p.name, p.id from public.people p;
grant select on public.people to authenticated;
-- case: a column added
-- finds: column public.users.secret: extra
alter table public.users add column secret text;
-- case: a column removed
-- finds: column public.users.score: missing
alter publication changes drop table public.users;
alter table public.users drop column score;
-- finds: publication changes: tables
-- case: an identity dropped
-- finds: column public.notes.id: identity
-- finds: column public.notes.id: identity_options
alter table public.notes alter column id drop identity;
-- case: an identity that takes no other value
-- finds: column public.notes.id: identity
alter table public.notes alter column id set generated always;
-- case: an identity's step
-- finds: column public.notes.id: identity_options
alter table public.notes alter column id set increment by 7 set cache 5;
-- case: a generated column's expression
-- finds: column public.users.shout: expression
alter table public.users drop column shout, add column shout text generated always as (lower(name)) stored;
-- case: a generated column made plain
-- finds: column public.users.shout: expression
-- finds: column public.users.shout: generated
alter table public.users alter column shout drop expression;
-- case: a column's storage
-- finds: column public.notes.body: storage
alter table public.notes alter column body set storage external;
-- case: a column's compression
-- finds: column public.notes.body: compression
alter table public.notes alter column body set compression pglz;
-- case: a sequence's step
-- finds: sequence app.ticket: increment
-- finds: sequence app.ticket: cycle
alter sequence app.ticket increment 1 cycle;
-- case: a sequence removed
-- finds: sequence app.ticket: missing
drop sequence app.ticket;
-- case: a sequence added
-- finds: sequence public.other: extra
create sequence public.other;
-- case: a sequence that belongs to no column
-- finds: sequence public.notes_n_seq: owned_by
alter sequence public.notes_n_seq owned by none;
-- case: a serial column removed
-- finds: column public.notes.n: missing
alter table public.notes drop column n;
-- case: a table added
-- finds: table public.leak: extra
create table public.leak (id serial primary key, mine text default app.plus(1), who uuid references public.users (id));
alter table public.leak enable row level security;
create policy p on public.leak using (app.is_staff());
-- case: tables added that need each other
-- finds: table public.one: extra
-- finds: table public.two: extra
create table public.one (id integer primary key);
create table public.two (id integer primary key references public.one (id));
alter table public.one add foreign key (id) references public.two (id);
-- case: a table removed with all that stands on it
-- finds: table public.notes: missing
-- finds: materialized view app.counts: missing
-- finds: statistics app.notes_stats: missing
-- finds: publication supabase_realtime: tables
drop table public.notes cascade;
-- case: a partitioned table removed
-- finds: table public.events: missing
-- finds: table public.events_2026: missing
-- finds: publication changes: tables
drop table public.events;
-- case: a partition taken off
-- finds: table public.events_2026: bound
-- finds: table public.events_2026: inherits
-- finds: column public.events_2026.day: extra
-- finds: column public.events_2026.id: extra
-- finds: constraint events_2026_pkey on public.events_2026: extra
alter table public.events detach partition public.events_2026;
-- case: a partition added
-- finds: table public.events_2027: extra
create table public.events_2027 partition of public.events for values from ('2027-01-01') to ('2028-01-01');
-- case: a table's options
-- finds: table public.notes: options
alter table public.notes set (fillfactor = 50, autovacuum_enabled = false);
-- case: a table that is not logged
-- finds: table app.audit: unlogged
alter table app.audit set unlogged;
-- case: a replica identity
-- finds: table public.notes: replica_identity
alter table public.notes replica identity full;
-- case: a table that inherits no more
-- finds: table app.audit_old: inherits
-- finds: column app.audit_old.id: extra
-- finds: column app.audit_old.what: extra
alter table app.audit_old no inherit app.audit;
-- case: statistics removed
-- finds: statistics app.notes_stats: missing
drop statistics app.notes_stats;
-- case: a rule removed
-- finds: rule audit_keep on app.audit: missing
drop rule audit_keep on app.audit;
-- case: a rule added
-- finds: rule spy on app.audit: extra
create rule spy as on insert to app.audit do also notify spy;
-- case: a comment changed
-- finds: table public.users: comment
comment on table public.users is 'It''s them.';
-- case: a comment removed
-- finds: column public.users.name: comment
comment on column public.users.name is null;
-- case: a schema added, with a table
-- finds: schema more: extra
create schema more;
create table more.t (id integer);
-- case: a schema removed
-- finds: schema gone: missing
-- before: create schema gone; create table gone.t (id integer primary key, b text default 'x'); create index on gone.t (b); grant usage on schema gone to anon;
drop schema gone cascade;
-- case: an extension's version
-- finds: extension pg_trgm: version
-- before: alter extension pg_trgm update to '1.6'
drop extension pg_trgm cascade;
create extension pg_trgm with schema extensions version '1.5';
create index notes_body on public.notes using gin (body extensions.gin_trgm_ops) where body is not null;
-- case: an extension's version that has no way back
-- stays
-- finds: extension pg_trgm: version
alter extension pg_trgm update to '1.6';
-- case: an extension added
-- finds: extension citext: extra
create extension citext with schema extensions;
-- case: an extension removed
-- finds: extension pg_trgm: missing
-- finds: index notes_body on public.notes: missing
drop extension pg_trgm cascade;
-- case: a bucket made public
-- finds: bucket files: public
update storage.buckets set public = true where id = 'files';
-- case: a bucket's limits
-- finds: bucket files: file_size_limit
-- finds: bucket files: allowed_mime_types
update storage.buckets set file_size_limit = null, allowed_mime_types = '{"a,b/\"c"}' where id = 'files';
-- case: a bucket added
-- finds: bucket open: extra
insert into storage.buckets (id, name, public) values ('open', 'open', true);
-- case: a bucket removed
-- finds: bucket files: missing
-- superuser
set storage.allow_delete_query = 'true';
delete from storage.buckets where id = 'files';
-- case: a publication's tables
-- finds: publication supabase_realtime: tables
alter publication supabase_realtime add table public.users;
-- case: a publication's filter
-- finds: publication changes: tables
alter publication changes set table public.users (id), public.events;
-- case: a publication's operations
-- finds: publication changes: operations
alter publication changes set (publish = 'insert');
-- case: a publication removed
-- finds: publication changes: missing
drop publication changes;
-- case: a publication added
-- finds: publication spy: extra
create publication spy for table public.users;
-- case: an event trigger
-- superuser
-- finds: event trigger spy: extra
create event trigger spy on ddl_command_end execute function app.watch();
-- case: a role made a member
-- superuser
-- finds: role anon: member_of
-- after: revoke service_role from anon
grant service_role to anon;
-- case: a role that row level security does not bind
-- superuser
-- finds: role authenticated: bypass_row_security
-- after: alter role authenticated nobypassrls
alter role authenticated bypassrls;
-- case: a role from elsewhere
-- superuser
-- finds: role stranger: extra
-- finds: table public.users: grants
-- after: drop role if exists stranger
create role stranger login;
grant select on public.users to stranger;
-- case: a role that may become the one that nothing binds
-- superuser
-- finds: role climber: extra
-- after: drop role if exists climber
create role climber login;
grant service_role to climber;
-- case: a hostile name
-- finds: table public."x""; drop table users; --": extra
create table public."x""; drop table users; --" ("a'b" integer default 1);

-- What provost keeps of courses beside the campus tables: which stage of its making began and ended, and which database is whose.
begin;

select pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true), pg_catalog.set_config('client_min_messages', 'warning', true);

-- Two that begin at once would meet in `create … if not exists`.
select pg_catalog.pg_advisory_xact_lock(1886547830, 1);

create schema if not exists provost;
revoke all on schema provost from public;

create table if not exists provost.course_stages (
    id int8 generated always as identity primary key,
    course_id uuid not null references public.courses (id) on delete cascade,
    stage text not null check (stage in ('registered', 'checked', 'stored', 'assigned', 'migrated', 'verified', 'active')),
    began_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    outcome text check (outcome in ('done', 'failed', 'cut off')),
    run text not null,
    detail text not null default '',
    check ((ended_at is null) = (outcome is null))
);
create index if not exists course_stages_course_idx on provost.course_stages (course_id, id);
comment on table provost.course_stages is
    'Each try of each stage of a course''s making, written before and after. One without an end is under way, or was cut off.';

create table if not exists provost.course_databases (
    course_id uuid primary key references public.courses (id) on delete cascade,
    placement text not null check (placement in ('external', 'database', 'schema')),
    server text not null,
    database text not null,
    schema text,
    system_identifier text not null,
    database_oid text not null,
    marker uuid not null default gen_random_uuid() unique,
    marked_at timestamptz,
    allow_private boolean not null,
    server_version int4 not null,
    version int8,
    fingerprint text,
    last_seen timestamptz not null default clock_timestamp(),
    check ((schema is not null) = (placement = 'schema'))
);
create index if not exists course_databases_identity_idx on provost.course_databases (system_identifier, database_oid);
comment on table provost.course_databases is
    'Which database is a course''s, and what it was like when it was last seen. No credential: those are sealed in course_credentials.';

{% include "registry/mark_table.sql" %}

insert into provost.marker (scope, kind, system_identifier, database_oid)
select '', 'main', s.system_identifier::text, d.oid::text
from pg_control_system() s, pg_database d where d.datname = current_database()
on conflict (scope) do nothing;

revoke all on all tables in schema provost from public;

commit;

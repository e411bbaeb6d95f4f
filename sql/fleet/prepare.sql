-- Rollouts over the fleet, in main: what is to be done, and how far each course is.
begin;

select pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true), pg_catalog.set_config('client_min_messages', 'warning', true);

-- Two that begin at once would meet in `create … if not exists`.
select pg_catalog.pg_advisory_xact_lock(1886547830, 2);

create schema if not exists provost;
revoke all on schema provost from public;

create table if not exists provost.rollouts (
    epoch int8 primary key,
    run text not null unique,
    state text not null default 'running' check (state in ('running', 'stopped', 'done', 'superseded')),
    content text not null,
    lease_seconds float8 not null check (lease_seconds > 0),
    per_server int4 not null check (per_server > 0),
    canaries int4 not null check (canaries >= 0),
    max_failures int4,
    may_lose boolean not null,
    began_by text not null default session_user,
    began_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    stopped_by text
);
comment on table provost.rollouts is
    'Rollouts over the fleet. The epoch rises with each, also after a restore of an older copy of this table: it begins at the time of day.';

create table if not exists provost.rollout_courses (
    epoch int8 not null references provost.rollouts (epoch) on delete cascade,
    course text not null,
    place int4 not null,
    wave int4 not null,
    server text not null,
    state text not null default 'pending' check (state in ('pending', 'running', 'done', 'failed', 'quarantined', 'skipped')),
    reason text check (reason in ('unreachable', 'auth', 'paused', 'conflict', 'drift')),
    delivery int4 not null default 0,
    worker text,
    leased_until timestamptz,
    began_at timestamptz,
    ended_at timestamptz,
    version_before text,
    version_after text,
    steps int4 not null default 0,
    seconds float8,
    error jsonb,
    primary key (epoch, course),
    check ((state = 'quarantined') = (reason is not null)),
    check ((state = 'running') = (leased_until is not null))
);
create index if not exists rollout_courses_open_idx on provost.rollout_courses (epoch, wave, place) where state in ('pending', 'running');
comment on table provost.rollout_courses is
    'How far each course of a rollout is. A worker has a running one until its lease ends; the delivery counts how often it was given out.';

revoke all on provost.rollouts, provost.rollout_courses from public;

commit;

-- The history in refinery's own format, and beside it what refinery does not know. Nothing here is for an API: no grants, own schema.
begin;

select pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true), pg_catalog.set_config('client_min_messages', 'warning', true);

create schema if not exists provost;
comment on schema provost is 'Kept by provost: which migrations ran, when, by whom. Layout 1.';
revoke all on schema provost from public;

{% if make_history -%}
create table {{ history.schema | ident }}.{{ history.name | ident }} (
    version {{ width | ident }} primary key,
    name varchar(255),
    applied_on varchar(255),
    checksum varchar(255)
);
comment on table {{ history.schema | ident }}.{{ history.name | ident }} is
    'Applied migrations, in the format of the refinery crate: a program that embeds refinery reads and writes the same rows.';
revoke all on {{ history.schema | ident }}.{{ history.name | ident }} from public;
{%- endif %}

create table if not exists provost.applied (
    history text not null,
    version int8 not null,
    mode text not null check (mode in ('transaction', 'no-transaction', 'recorded')),
    run text not null,
    applied_by text not null default session_user,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    sql text,
    down_sql text,
    primary key (history, version)
);
comment on table provost.applied is 'What refinery''s history does not hold: how a version ran, in which run, by whom, how long, its text and what undoes it.';

create table if not exists provost.repeated (
    history text not null,
    name text not null,
    checksum text not null,
    run text not null,
    applied_by text not null default session_user,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    primary key (history, name)
);
comment on table provost.repeated is 'Repeatable files (R__name.sql) and the checksum they last ran with.';

create table if not exists provost.journal (
    history text not null,
    step text not null,
    statement int4 not null,
    digest text not null,
    run text not null,
    started_at timestamptz not null default clock_timestamp(),
    finished_at timestamptz,
    primary key (history, step, statement)
);
comment on table provost.journal is 'Statements of no-transaction files, written before and after each; a row without an end has an unknown outcome.';

create table if not exists provost.access (
    history text not null,
    kind text not null,
    schema text not null,
    parent text not null,
    name text not null,
    source text not null,
    form text not null,
    tree text,
    sql text not null,
    run text not null,
    applied_at timestamptz not null default clock_timestamp(),
    primary key (history, kind, schema, parent, name)
);
comment on table provost.access is
    'What access rules generated: a hash of the text, how PostgreSQL wrote it then, and the text. What differs from it was changed by hand.';

{% include "fleet/fence.sql" %}
revoke all on all tables in schema provost from public;

commit;

-- Keeps what tells whether a course's catalog is still what it was.
begin;

set local search_path to pg_catalog, pg_temp;
set local client_min_messages to warning;

create schema if not exists provost;
revoke all on schema provost from public;
create table if not exists provost.fingerprints (
    course text primary key,
    watermark jsonb not null,
    taken_at timestamptz not null default clock_timestamp()
);
comment on table provost.fingerprints is
    'What courses'' catalogs were when they were last read, so that they need not be read again while nothing changes. Made again when it is gone.';
revoke all on provost.fingerprints from public;

insert into provost.fingerprints as f (course, watermark)
select k.course, k.watermark from jsonb_to_recordset({{ kept | literal }}::jsonb) as k (course text, watermark jsonb) order by k.course
on conflict (course) do update set watermark = excluded.watermark, taken_at = excluded.taken_at;

commit;

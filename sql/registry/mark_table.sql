create table if not exists provost.marker (
    scope text primary key,
    id uuid not null default gen_random_uuid(),
    kind text not null check (kind in ('main', 'course')),
    course_id uuid,
    code text,
    system_identifier text not null,
    database_oid text not null,
    marked_at timestamptz not null default clock_timestamp(),
    check ((kind = 'course') = (course_id is not null and code is not null))
);
comment on table provost.marker is
    'Whose database this is, and which it was when that was written: provost works on no other. One row; one a schema where courses share it.';
revoke all on provost.marker from public;

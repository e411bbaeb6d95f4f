-- Who takes part in which course, and who administers it.
-- From step 4 of a course's creation on, its rep is one of its course admins: a foreign key says so, because a trigger
-- that looks would miss a membership taken away at the same moment.

create table public.memberships (
    course_id uuid not null,
    user_id uuid not null,
    role text not null default 'member',
    state text not null default 'active',
    added_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint memberships_pkey primary key (course_id, user_id),
    constraint memberships_user_course_role_key unique (user_id, course_id, role),
    constraint memberships_course_id_fkey foreign key (course_id) references public.courses (id) on delete cascade,
    constraint memberships_user_id_fkey foreign key (user_id) references public.profiles (id) on delete cascade,
    constraint memberships_added_by_fkey foreign key (added_by) references public.profiles (id) on delete set null,
    constraint memberships_role_check check (role in ('course_admin', 'member')),
    constraint memberships_state_check check (state in ('invited', 'active', 'suspended', 'left')),
    constraint memberships_admin_is_active_check check (role <> 'course_admin' or state = 'active')
);

create index memberships_added_by_idx on public.memberships (added_by);

alter table public.memberships enable row level security;

revoke all on table public.memberships from public, anon, authenticated, service_role;

create trigger touch_updated_at
    before update on public.memberships
    for each row execute function internal.touch_updated_at();

comment on table public.memberships is
    'One row a person and course. The role is for this course alone: nobody is course admin everywhere.';
comment on column public.memberships.state is
    'A course admin is always active: take the role away before suspending them.';
comment on constraint memberships_user_course_role_key on public.memberships is
    'A person''s courses and roles in one index scan, and the target of courses_rep_is_admin_fkey.';

-- provost:allow column-rewrites: these tables are new, nobody uses them yet
alter table public.courses
    add column rep_role text generated always as (case when rep_assigned_at is not null then 'course_admin' end) stored;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table public.courses
    add constraint courses_rep_is_admin_fkey foreign key (rep_id, id, rep_role)
        references public.memberships (user_id, course_id, role);

-- provost:allow index-blocks-writes: these tables are new, nobody uses them yet
create index courses_rep_is_admin_idx on public.courses (rep_id, id, rep_role);

comment on column public.courses.rep_role is
    'The role that the rep must hold in this course: none before step 4, course_admin after it.';

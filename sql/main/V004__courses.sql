-- The course registry: what the platform knows of a course. Its content lives in the course's own database.
-- The six steps of making a course are one time stamp each, in an order that the table enforces:
--   1 a top admin creates it          created_at, created_by
--   2 the rep hands over credentials  rep_id, credentials_checked_at
--   3 they are stored encrypted       credentials_stored_at (rows in course_credentials)
--   4 the rep becomes course admin    rep_assigned_at (row in memberships)
--   5 the setup of its database ran   database_ready_at
--   6 it is active                    activated_at, state = 'active'

create table public.courses (
    id uuid default gen_random_uuid() constraint courses_pkey primary key,
    code text not null,
    title text not null,
    term text not null,
    description text not null default '',
    state text not null default 'draft',
    rep_id uuid,
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    credentials_checked_at timestamptz,
    credentials_stored_at timestamptz,
    rep_assigned_at timestamptz,
    database_ready_at timestamptz,
    activated_at timestamptz,
    suspended_at timestamptz,
    archived_at timestamptz,
    constraint courses_code_key unique (code),
    constraint courses_rep_id_fkey foreign key (rep_id) references public.profiles (id) on delete restrict,
    constraint courses_created_by_fkey foreign key (created_by) references public.profiles (id) on delete set null,
    constraint courses_code_check check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(code) between 2 and 40),
    constraint courses_title_check check (char_length(btrim(title)) between 1 and 200),
    constraint courses_term_check check (char_length(btrim(term)) between 1 and 40),
    constraint courses_description_check check (char_length(description) <= 10000),
    constraint courses_state_check check (state in ('draft', 'provisioning', 'active', 'suspended', 'archived')),
    constraint courses_steps_check check (
        (credentials_checked_at is null or rep_id is not null)
        and (credentials_stored_at is null or credentials_checked_at is not null)
        and (rep_assigned_at is null or credentials_stored_at is not null)
        and (database_ready_at is null or rep_assigned_at is not null)
        and (activated_at is null or database_ready_at is not null)
    ),
    constraint courses_state_steps_check check (
        case state
            when 'draft' then num_nonnulls(credentials_checked_at, suspended_at, archived_at) = 0
            when 'provisioning' then num_nonnulls(activated_at, suspended_at, archived_at) = 0
            when 'active' then activated_at is not null and num_nonnulls(suspended_at, archived_at) = 0
            when 'suspended' then num_nulls(activated_at, suspended_at) = 0 and archived_at is null
            when 'archived' then archived_at is not null
        end
    )
);

create index courses_created_by_idx on public.courses (created_by);

create index courses_state_idx on public.courses (state, code);

alter table public.courses enable row level security;

revoke all on table public.courses from public, anon, authenticated, service_role;

create trigger touch_updated_at
    before update on public.courses
    for each row execute function internal.touch_updated_at();

comment on table public.courses is
    'The course registry: metadata only. Posts, assignments and completions live in the course''s own database.';
comment on column public.courses.code is 'What people and command lines call the course, for ever: cs101, cs101-2026.';
comment on column public.courses.term is 'As the school writes it: 2026-fall.';
comment on column public.courses.state is
    'draft: registered. provisioning: being set up. active: open. suspended: closed for now. archived: over.';
comment on column public.courses.rep_id is
    'The person whose database it is. They cannot leave the platform before another rep is named.';
comment on column public.courses.credentials_checked_at is 'Step 2: the rep''s credentials opened a database fit for a course.';
comment on column public.courses.credentials_stored_at is 'Step 3: the credentials stand encrypted in course_credentials.';
comment on column public.courses.rep_assigned_at is 'Step 4: the rep holds the role course_admin in memberships.';
comment on column public.courses.database_ready_at is 'Step 5: the course database was migrated and verified.';
comment on column public.courses.activated_at is 'Step 6: first opened to its members.';

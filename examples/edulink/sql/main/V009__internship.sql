-- Internship service: postings, the applications for them, weekly progress, and evaluations.

create table internship_schema.internship_postings (
    id uuid default gen_random_uuid() constraint internship_postings_pkey primary key,
    institution_id uuid not null,
    title text not null,
    description text not null,
    location text not null default '',
    work_mode text not null default 'on_site',
    positions smallint not null default 1,
    stipend numeric(12, 2) not null default 0,
    currency text not null,
    starts_on date not null,
    ends_on date not null,
    apply_by date not null,
    status text not null default 'draft',
    created_by uuid not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint internship_postings_title_check check (char_length(btrim(title)) between 1 and 200),
    constraint internship_postings_description_check check (char_length(description) between 1 and 20000),
    constraint internship_postings_work_mode_check check (work_mode in ('on_site', 'remote', 'hybrid')),
    constraint internship_postings_positions_check check (positions >= 1),
    constraint internship_postings_stipend_check check (stipend >= 0),
    constraint internship_postings_currency_check check (currency ~ '^[A-Z]{3}$'),
    constraint internship_postings_ends_on_check check (ends_on > starts_on),
    constraint internship_postings_apply_by_check check (apply_by <= starts_on),
    constraint internship_postings_status_check check (status in ('draft', 'open', 'closed', 'filled', 'cancelled'))
);

create index internship_postings_institution_id_idx on internship_schema.internship_postings (institution_id);

create index internship_postings_created_by_idx on internship_schema.internship_postings (created_by);

create index internship_postings_status_idx on internship_schema.internship_postings (status, apply_by);

comment on table internship_schema.internship_postings is 'Internships on offer.';
comment on column internship_schema.internship_postings.stipend is 'A month; 0 is unpaid.';
comment on column internship_schema.internship_postings.currency is 'ISO 4217.';

create table internship_schema.internship_applications (
    id uuid default gen_random_uuid() constraint internship_applications_pkey primary key,
    posting_id uuid not null,
    application_id uuid not null,
    user_profile_id uuid not null,
    status text not null default 'applied',
    supervisor_id uuid,
    offered_at timestamptz,
    accepted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint internship_applications_posting_id_fkey
        foreign key (posting_id) references internship_schema.internship_postings (id) on delete restrict,
    constraint internship_applications_posting_id_user_profile_id_key unique (posting_id, user_profile_id),
    constraint internship_applications_application_id_user_profile_id_key unique (application_id, user_profile_id),
    constraint internship_applications_status_check check (
        status in ('applied', 'shortlisted', 'offered', 'accepted', 'declined', 'rejected', 'completed', 'broken_off')
    ),
    constraint internship_applications_offered_at_check check (
        status not in ('offered', 'accepted', 'declined', 'completed', 'broken_off') or offered_at is not null
    ),
    constraint internship_applications_accepted_at_check check (
        status not in ('accepted', 'completed', 'broken_off') or accepted_at is not null
    )
);

create index internship_applications_user_profile_id_idx on internship_schema.internship_applications (user_profile_id);

create index internship_applications_supervisor_id_idx on internship_schema.internship_applications (supervisor_id);

comment on table internship_schema.internship_applications is
    'Who wants or has which internship. Papers, reviews and their decision stand with the application that it points at.';
comment on column internship_schema.internship_applications.user_profile_id is
    'The applicant of that application: a foreign key over both columns says so. One posting, one application of a person.';
comment on column internship_schema.internship_applications.supervisor_id is
    'Account of who looks after the intern at the employer.';

create table internship_schema.internship_progress (
    id uuid default gen_random_uuid() constraint internship_progress_pkey primary key,
    internship_application_id uuid not null,
    week smallint not null,
    hours numeric(5, 2) not null,
    summary text not null,
    challenges text not null default '',
    submitted_at timestamptz not null default now(),
    approved_by uuid,
    approved_at timestamptz,
    updated_at timestamptz not null default now(),
    constraint internship_progress_internship_application_id_fkey
        foreign key (internship_application_id) references internship_schema.internship_applications (id) on delete cascade,
    constraint internship_progress_internship_application_id_week_key unique (internship_application_id, week),
    constraint internship_progress_week_check check (week between 1 and 104),
    constraint internship_progress_hours_check check (hours between 0 and 168),
    constraint internship_progress_summary_check check (char_length(btrim(summary)) between 1 and 10000),
    constraint internship_progress_approved_by_check check (approved_by is null or approved_at is not null)
);

create index internship_progress_approved_by_idx on internship_schema.internship_progress (approved_by);

comment on table internship_schema.internship_progress is 'The intern''s report of each week.';
comment on column internship_schema.internship_progress.week is
    'Counted from internship_postings.starts_on, beginning with 1.';

create table internship_schema.internship_evaluations (
    id uuid default gen_random_uuid() constraint internship_evaluations_pkey primary key,
    internship_application_id uuid not null,
    evaluator_id uuid not null,
    evaluator_role text not null,
    period text not null,
    score smallint not null,
    strengths text not null default '',
    improvements text not null default '',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint internship_evaluations_internship_application_id_fkey
        foreign key (internship_application_id) references internship_schema.internship_applications (id) on delete cascade,
    constraint internship_evaluations_one_a_role_and_period_key unique (internship_application_id, evaluator_role, period),
    constraint internship_evaluations_evaluator_role_check check (evaluator_role in ('employer', 'institution', 'intern')),
    constraint internship_evaluations_period_check check (period in ('midterm', 'final')),
    constraint internship_evaluations_score_check check (score between 0 and 100)
);

create index internship_evaluations_evaluator_id_idx on internship_schema.internship_evaluations (evaluator_id);

comment on table internship_schema.internship_evaluations is
    'How it went, by the employer, the institution and the intern, at half time and at the end.';

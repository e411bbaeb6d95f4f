-- Application service: what people apply for, with documents, reviews, and every change of status.

create sequence application_schema.application_references;

comment on sequence application_schema.application_references is 'The numbers in applications.reference.';

create table application_schema.applications (
    id uuid default gen_random_uuid() constraint applications_pkey primary key,
    reference text not null default 'APP-' || lpad(nextval('application_schema.application_references')::text, 8, '0'),
    user_profile_id uuid not null,
    institution_id uuid not null,
    program_id uuid,
    statement text not null default '',
    status text not null default 'draft',
    status_changed_by uuid,
    submitted_at timestamptz,
    decided_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint applications_reference_key unique (reference),
    constraint applications_id_user_profile_id_key unique (id, user_profile_id),
    constraint applications_reference_check check (char_length(reference) between 5 and 40),
    constraint applications_statement_check check (char_length(statement) <= 20000),
    constraint applications_status_check check (
        status in ('draft', 'submitted', 'under_review', 'accepted', 'rejected', 'withdrawn')
    ),
    constraint applications_submitted_at_check check (status in ('draft', 'withdrawn') or submitted_at is not null),
    constraint applications_decided_at_check check (status not in ('accepted', 'rejected') or decided_at is not null)
);

alter sequence application_schema.application_references owned by application_schema.applications.reference;

create index applications_user_profile_id_idx on application_schema.applications (user_profile_id);

create index applications_institution_id_program_id_idx on application_schema.applications (institution_id, program_id);

create index applications_status_idx on application_schema.applications (status, submitted_at);

create index applications_status_changed_by_idx on application_schema.applications (status_changed_by);

comment on table application_schema.applications is 'One row an application of a person to an institution.';
comment on column application_schema.applications.reference is 'What people quote in letters. Numbers may have gaps.';
comment on column application_schema.applications.program_id is
    'A program of that same institution. Null: not for a program but for an internship (internship_schema.internship_applications).';
comment on column application_schema.applications.status_changed_by is
    'The account behind the present status, for application_status_history. Null: the system itself.';
comment on constraint applications_id_user_profile_id_key on application_schema.applications is
    'The target of internship_applications_application_fkey: nobody takes an internship with another''s application.';

create table application_schema.application_documents (
    id uuid default gen_random_uuid() constraint application_documents_pkey primary key,
    application_id uuid not null,
    kind text not null,
    file_name text not null,
    storage_path text not null,
    mime_type text not null,
    size_bytes bigint not null,
    uploaded_by uuid not null,
    verified_at timestamptz,
    created_at timestamptz not null default now(),
    constraint application_documents_application_id_fkey
        foreign key (application_id) references application_schema.applications (id) on delete cascade,
    constraint application_documents_storage_path_key unique (storage_path),
    constraint application_documents_kind_check check (
        kind in ('transcript', 'certificate', 'cv', 'cover_letter', 'identity', 'recommendation', 'other')
    ),
    constraint application_documents_file_name_check check (char_length(btrim(file_name)) between 1 and 255),
    constraint application_documents_mime_type_check check (mime_type ~ '^[a-z]+/[a-z0-9.+-]+$'),
    constraint application_documents_size_bytes_check check (size_bytes between 1 and 52428800)
);

create index application_documents_application_id_idx on application_schema.application_documents (application_id);

create index application_documents_uploaded_by_idx on application_schema.application_documents (uploaded_by);

comment on table application_schema.application_documents is 'Files of an application; the bytes lie in a store of files.';
comment on column application_schema.application_documents.size_bytes is 'At most 50 MB.';

create table application_schema.application_reviews (
    id uuid default gen_random_uuid() constraint application_reviews_pkey primary key,
    application_id uuid not null,
    reviewer_id uuid not null,
    score smallint,
    recommendation text,
    remarks text not null default '',
    submitted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint application_reviews_application_id_fkey
        foreign key (application_id) references application_schema.applications (id) on delete cascade,
    constraint application_reviews_application_id_reviewer_id_key unique (application_id, reviewer_id),
    constraint application_reviews_score_check check (score between 0 and 100),
    constraint application_reviews_recommendation_check check (recommendation in ('accept', 'interview', 'reject')),
    constraint application_reviews_remarks_check check (char_length(remarks) <= 20000),
    constraint application_reviews_submitted_at_check check (submitted_at is null or recommendation is not null)
);

create index application_reviews_reviewer_id_idx on application_schema.application_reviews (reviewer_id);

comment on table application_schema.application_reviews is
    'One row a reviewer and application. Begun until submitted_at has come.';

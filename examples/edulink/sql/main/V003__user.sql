-- User service: a person's profile, studies, addresses and preferences, and what was changed of the first three.
-- Foreign keys into other schemas follow in V008.

create table user_schema.user_profiles (
    id uuid default gen_random_uuid() constraint user_profiles_pkey primary key,
    auth_user_id uuid not null,
    first_name text not null,
    last_name text not null,
    date_of_birth date,
    avatar_url text,
    bio text not null default '',
    updated_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint user_profiles_auth_user_id_key unique (auth_user_id),
    constraint user_profiles_first_name_check check (char_length(btrim(first_name)) between 1 and 100),
    constraint user_profiles_last_name_check check (char_length(btrim(last_name)) between 1 and 100),
    constraint user_profiles_date_of_birth_check check (date_of_birth >= '1900-01-01'),
    constraint user_profiles_avatar_url_check check (avatar_url ~ '^https://' and char_length(avatar_url) <= 2048),
    constraint user_profiles_bio_check check (char_length(bio) <= 2000)
);

create index user_profiles_updated_by_idx on user_schema.user_profiles (updated_by);

comment on table user_schema.user_profiles is
    'One row a person; other services point at its id where they mean the person, not the account.';
comment on column user_schema.user_profiles.updated_by is
    'The account behind the last change, for profile_history. Null: the system itself.';

create table user_schema.academic_information (
    id uuid default gen_random_uuid() constraint academic_information_pkey primary key,
    user_profile_id uuid not null,
    institution_id uuid not null,
    program_id uuid,
    student_number text,
    year_of_study smallint,
    grade_average numeric(4, 2),
    started_on date not null,
    ends_on date,
    status text not null default 'enrolled',
    updated_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint academic_information_user_profile_id_fkey
        foreign key (user_profile_id) references user_schema.user_profiles (id) on delete cascade,
    constraint academic_information_institution_id_student_number_key unique (institution_id, student_number),
    constraint academic_information_student_number_check check (char_length(btrim(student_number)) between 1 and 50),
    constraint academic_information_year_of_study_check check (year_of_study between 1 and 12),
    constraint academic_information_grade_average_check check (grade_average between 0 and 20),
    constraint academic_information_ends_on_check check (ends_on >= started_on),
    constraint academic_information_status_check check (status in ('enrolled', 'graduated', 'suspended', 'withdrawn'))
);

create index academic_information_user_profile_id_idx on user_schema.academic_information (user_profile_id);

create index academic_information_institution_id_program_id_idx
    on user_schema.academic_information (institution_id, program_id);

create index academic_information_updated_by_idx on user_schema.academic_information (updated_by);

comment on table user_schema.academic_information is 'Where a person studies or studied, one row a course of studies.';
comment on column user_schema.academic_information.program_id is
    'A program of that same institution; null while none is chosen.';
comment on column user_schema.academic_information.grade_average is 'On the institution''s own scale.';
comment on column user_schema.academic_information.ends_on is 'Expected, or real once graduated or withdrawn.';

create table user_schema.contact_information (
    user_profile_id uuid constraint contact_information_pkey primary key,
    phone text,
    alternate_email text,
    address text,
    city text,
    postal_code text,
    country text,
    emergency_name text,
    emergency_phone text,
    updated_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint contact_information_user_profile_id_fkey
        foreign key (user_profile_id) references user_schema.user_profiles (id) on delete cascade,
    constraint contact_information_phone_check check (phone ~ '^\+[1-9][0-9]{6,14}$'),
    constraint contact_information_alternate_email_check check (
        alternate_email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and char_length(alternate_email) <= 320
    ),
    constraint contact_information_country_check check (country ~ '^[A-Z]{2}$'),
    constraint contact_information_emergency_phone_check check (emergency_phone ~ '^\+[1-9][0-9]{6,14}$')
);

create index contact_information_updated_by_idx on user_schema.contact_information (updated_by);

comment on table user_schema.contact_information is
    'How to reach a person beside their account''s e-mail address. No row: not given.';
comment on column user_schema.contact_information.phone is 'E.164: +254712345678.';
comment on column user_schema.contact_information.country is 'ISO 3166-1 alpha-2.';

create table user_schema.preferences (
    user_profile_id uuid constraint preferences_pkey primary key,
    language text not null default 'en',
    time_zone text not null default 'UTC',
    theme text not null default 'system',
    visibility text not null default 'institution',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint preferences_user_profile_id_fkey
        foreign key (user_profile_id) references user_schema.user_profiles (id) on delete cascade,
    constraint preferences_language_check check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    constraint preferences_time_zone_check check (char_length(time_zone) between 1 and 64),
    constraint preferences_theme_check check (theme in ('system', 'light', 'dark')),
    constraint preferences_visibility_check check (visibility in ('private', 'institution', 'public'))
);

comment on table user_schema.preferences is
    'How a person wants the platform to be. No row means the defaults of the columns.';
comment on column user_schema.preferences.language is 'BCP 47 language tag.';
comment on column user_schema.preferences.visibility is
    'Who may find the profile: nobody, people of the same institution, everybody.';

-- Institution service: universities, colleges and employers; departments, programs, codes to register with, settings.

create table institution_schema.institutions (
    id uuid default gen_random_uuid() constraint institutions_pkey primary key,
    code text not null,
    name text not null,
    kind text not null,
    country text not null,
    website text,
    contact_email text,
    accreditation_number text,
    status text not null default 'pending',
    verified_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint institutions_code_key unique (code),
    constraint institutions_code_check check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and char_length(code) between 2 and 60),
    constraint institutions_name_check check (char_length(btrim(name)) between 1 and 200),
    constraint institutions_kind_check check (kind in ('university', 'college', 'polytechnic', 'employer')),
    constraint institutions_country_check check (country ~ '^[A-Z]{2}$'),
    constraint institutions_website_check check (website ~ '^https?://' and char_length(website) <= 2048),
    constraint institutions_contact_email_check check (
        contact_email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and char_length(contact_email) <= 320
    ),
    constraint institutions_status_check check (status in ('pending', 'verified', 'suspended', 'closed')),
    constraint institutions_verified_at_check check (status <> 'verified' or verified_at is not null)
);

create index institutions_status_idx on institution_schema.institutions (status, name);

comment on table institution_schema.institutions is
    'Who teaches or employs. Internships are offered by institutions of any kind.';
comment on column institution_schema.institutions.code is 'What people and addresses call it: nairobi-tech.';
comment on column institution_schema.institutions.country is 'ISO 3166-1 alpha-2.';

create table institution_schema.departments (
    id uuid default gen_random_uuid() constraint departments_pkey primary key,
    institution_id uuid not null,
    code text not null,
    name text not null,
    head_user_id uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint departments_institution_id_fkey
        foreign key (institution_id) references institution_schema.institutions (id) on delete cascade,
    constraint departments_institution_id_code_key unique (institution_id, code),
    constraint departments_institution_id_id_key unique (institution_id, id),
    constraint departments_code_check check (char_length(btrim(code)) between 1 and 30),
    constraint departments_name_check check (char_length(btrim(name)) between 1 and 200)
);

create index departments_head_user_id_idx on institution_schema.departments (head_user_id);

comment on table institution_schema.departments is 'Departments of an institution.';
comment on constraint departments_institution_id_id_key on institution_schema.departments is
    'The target of programs_department_fkey: a program cannot be in another institution''s department.';

create table institution_schema.programs (
    id uuid default gen_random_uuid() constraint programs_pkey primary key,
    institution_id uuid not null,
    department_id uuid not null,
    code text not null,
    name text not null,
    level text not null,
    duration_months smallint not null,
    status text not null default 'open',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint programs_department_fkey foreign key (institution_id, department_id)
        references institution_schema.departments (institution_id, id) on delete cascade,
    constraint programs_institution_id_code_key unique (institution_id, code),
    constraint programs_institution_id_id_key unique (institution_id, id),
    constraint programs_code_check check (char_length(btrim(code)) between 1 and 30),
    constraint programs_name_check check (char_length(btrim(name)) between 1 and 200),
    constraint programs_level_check check (level in ('certificate', 'diploma', 'bachelor', 'master', 'doctorate')),
    constraint programs_duration_months_check check (duration_months between 1 and 120),
    constraint programs_status_check check (status in ('open', 'closed'))
);

create index programs_department_idx on institution_schema.programs (institution_id, department_id);

comment on table institution_schema.programs is 'What can be studied, in which department.';
comment on column institution_schema.programs.status is 'closed: takes no new students.';
comment on constraint programs_institution_id_id_key on institution_schema.programs is
    'The target of foreign keys of other services, which name the institution beside its program.';

create table institution_schema.registration_codes (
    id uuid default gen_random_uuid() constraint registration_codes_pkey primary key,
    institution_id uuid not null,
    code text not null,
    role text not null default 'student',
    max_uses integer not null default 1,
    used_count integer not null default 0,
    created_by uuid not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    updated_at timestamptz not null default now(),
    constraint registration_codes_institution_id_fkey
        foreign key (institution_id) references institution_schema.institutions (id) on delete cascade,
    constraint registration_codes_code_key unique (code),
    constraint registration_codes_code_check check (code ~ '^[A-Z0-9-]{8,40}$'),
    constraint registration_codes_role_check check (role in ('student', 'institution_admin', 'employer')),
    constraint registration_codes_max_uses_check check (max_uses >= 1),
    constraint registration_codes_used_count_check check (used_count between 0 and max_uses),
    constraint registration_codes_expires_at_check check (expires_at > created_at)
);

create index registration_codes_institution_id_idx on institution_schema.registration_codes (institution_id);

create index registration_codes_created_by_idx on institution_schema.registration_codes (created_by);

comment on table institution_schema.registration_codes is
    'Codes that an institution gives out, to register as one of its people.';
comment on column institution_schema.registration_codes.used_count is
    'Raised by one in the statement that uses the code; the check refuses the use that would be one too many.';

create table institution_schema.institution_settings (
    institution_id uuid constraint institution_settings_pkey primary key,
    logo_url text,
    color text,
    email_domain text,
    self_registration boolean not null default false,
    academic_year_starts smallint not null default 9,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint institution_settings_institution_id_fkey
        foreign key (institution_id) references institution_schema.institutions (id) on delete cascade,
    constraint institution_settings_logo_url_check check (logo_url ~ '^https://' and char_length(logo_url) <= 2048),
    constraint institution_settings_color_check check (color ~ '^#[0-9a-f]{6}$'),
    constraint institution_settings_email_domain_check check (email_domain ~ '^[a-z0-9-]+(\.[a-z0-9-]+)+$'),
    constraint institution_settings_academic_year_starts_check check (academic_year_starts between 1 and 12)
);

comment on table institution_schema.institution_settings is
    'What an institution may set for itself. No row means the defaults of the columns.';
comment on column institution_schema.institution_settings.email_domain is
    'With self_registration: addresses that may register without a code.';
comment on column institution_schema.institution_settings.academic_year_starts is 'Month, 1 to 12.';

-- The tables that the documents' policies speak of, with the columns that those read. Two documents have `courses`, so the second has a
-- schema of its own. No foreign keys: they would only make the rows come slower.
create table public.courses (
    id uuid primary key,
    user_id uuid not null,
    created_at timestamptz not null
);

create table public.materials (
    id uuid primary key,
    course_id uuid not null,
    name text not null,
    created_at timestamptz not null
);

create schema lms;
grant usage on schema lms to anon, authenticated, service_role;

create table lms.profiles (
    id uuid primary key,
    email text not null,
    role text not null
);

create table lms.courses (
    id uuid primary key,
    instructor_id uuid not null,
    is_published boolean not null,
    title text not null,
    created_at timestamptz not null
);

create table lms.lessons (
    id uuid primary key,
    course_id uuid not null
);

create table lms.enrollments (
    id uuid primary key,
    student_id uuid not null,
    course_id uuid not null
);

create table lms.assessments (
    id uuid primary key,
    course_id uuid,
    lesson_id uuid,
    constraint assessments_one_place_check check ((course_id is null) <> (lesson_id is null))
);

create table lms.assessment_attempts (
    id uuid primary key,
    student_id uuid not null,
    assessment_id uuid not null,
    score integer,
    created_at timestamptz not null
);

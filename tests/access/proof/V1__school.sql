create table public.users (
    id uuid primary key references auth.users (id) on delete cascade,
    role text not null default 'student' constraint users_role_check check (role in ('student', 'instructor', 'admin')),
    name text not null default ''
);
create table public.courses (
    id uuid primary key default gen_random_uuid(),
    instructor_id uuid not null references public.users (id),
    title text not null,
    is_published boolean not null default false
);
create index courses_instructor_id_idx on public.courses (instructor_id);
create table public.enrolments (
    student_id uuid references public.users (id),
    course_id uuid references public.courses (id),
    primary key (student_id, course_id)
);
create index enrolments_course_id_idx on public.enrolments (course_id);
create table public.submissions (
    id bigint generated always as identity primary key,
    student_id uuid not null references public.users (id),
    course_id uuid not null references public.courses (id),
    body text not null default '',
    handed_in_at timestamptz,
    score integer constraint submissions_score_check check (score between 0 and 100)
);
create index submissions_student_id_idx on public.submissions (student_id);
create index submissions_course_id_idx on public.submissions (course_id);

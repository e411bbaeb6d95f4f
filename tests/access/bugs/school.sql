create table public.profiles (id uuid primary key, role text not null default 'student', name text, email text unique);
create table public.courses (id uuid primary key default gen_random_uuid(), instructor_id uuid not null references public.profiles (id),
    title text not null, status text not null default 'draft');
create index courses_instructor_id_idx on public.courses (instructor_id);
create table public.enrollments (student_id uuid references public.profiles (id), course_id uuid references public.courses (id),
    primary key (student_id, course_id));
create index enrollments_course_id_idx on public.enrollments (course_id);
create table public.assessments (id uuid primary key default gen_random_uuid(), course_id uuid not null references public.courses (id),
    title text);
create index assessments_course_id_idx on public.assessments (course_id);
create table public.attempts (id uuid primary key default gen_random_uuid(), assessment_id uuid not null references public.assessments (id),
    student_id uuid not null references public.profiles (id), answers text, score integer, passed boolean, submitted_at timestamptz);
create index attempts_assessment_id_idx on public.attempts (assessment_id);
create index attempts_student_id_idx on public.attempts (student_id);
create table public.notes (id bigint generated always as identity primary key, user_id uuid not null references public.profiles (id), body text);
create index notes_user_id_idx on public.notes (user_id);

-- The people of the company, one row for each account, and the function that tells a caller's role.

create table public.users (
    id uuid constraint users_pkey primary key,
    email text,
    full_name text not null default '',
    phone text,
    avatar_url text,
    role text not null default 'student',
    status text not null default 'active',
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint users_id_fkey foreign key (id) references auth.users (id) on delete cascade,
    constraint users_created_by_fkey foreign key (created_by) references public.users (id) on delete set null,
    constraint users_email_check check (char_length(email) between 3 and 320),
    constraint users_full_name_check check (char_length(full_name) <= 200),
    constraint users_phone_check check (char_length(phone) between 3 and 32),
    constraint users_avatar_url_check check (avatar_url ~ '^https://' and char_length(avatar_url) <= 2048),
    constraint users_role_check check (role in ('superadmin', 'admin', 'enrollment_manager', 'mentor', 'student')),
    constraint users_status_check check (status in ('invited', 'active', 'suspended')),
    constraint users_suspended_check check (status <> 'suspended' or role = 'student')
);

create index users_role_idx on public.users (role);

create index users_email_idx on public.users (lower(email));

create index users_created_by_idx on public.users (created_by);

comment on table public.users is 'One row a person: who they are and what they may do. Lives and dies with the row in auth.users.';
comment on column public.users.id is 'The id in auth.users.';
comment on column public.users.email is
    'Follows auth.users, which keeps it unique. Null for who signed up by phone.';
comment on column public.users.role is 'What the access rules go by.';
comment on column public.users.status is
    'A suspended person holds no role above student, so that no rule needs to ask for the status as well.';

-- Stands before everything that asks for the caller's role. The search path is empty, or a temporary table could answer.
create function public.get_current_user_role() returns text
    language sql
    stable
    security definer
    set search_path = ''
as $role$
    select role from public.users where id = auth.uid()
$role$;

revoke all on function public.get_current_user_role() from public;

comment on function public.get_current_user_role() is 'The caller''s role; null for who has no row in users.';

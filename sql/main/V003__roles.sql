-- Who stands above whom: creator, top admin, course admin, user.
-- Platform-wide roles are rows of `user_roles`; a course admin is one by membership of that course, and a user by having no row.
-- There is one creator for ever: an index keeps a second one out, triggers keep the first one in.

create table public.roles (
    name text constraint roles_pkey primary key,
    rank smallint not null,
    scope text not null,
    description text not null,
    constraint roles_rank_key unique (rank),
    constraint roles_name_check check (name ~ '^[a-z][a-z_]{0,30}$'),
    constraint roles_rank_check check (rank between 0 and 100),
    constraint roles_scope_check check (scope in ('platform', 'course'))
);

insert into public.roles (name, rank, scope, description) values
    ('creator', 100, 'platform', 'The owner of the platform. There is one, who cannot be removed or demoted.'),
    ('top_admin', 80, 'platform', 'Manages everything except the creator.'),
    ('course_admin', 50, 'course', 'Manages the content and the members of one course.'),
    ('user', 10, 'platform', 'Takes part in the courses they are enrolled in.');

alter table public.roles enable row level security;

revoke all on table public.roles from public, anon, authenticated, service_role;

comment on table public.roles is
    'The role hierarchy, changed by migrations only. What a role may do is said by the access rules, not by rows.';
comment on column public.roles.rank is 'A role outranks every role of lower rank.';
comment on column public.roles.scope is
    'platform: held in user_roles, or by default. course: held in memberships, for one course at a time.';

create table public.user_roles (
    user_id uuid constraint user_roles_pkey primary key,
    role text not null,
    granted_by uuid,
    granted_at timestamptz not null default now(),
    constraint user_roles_user_id_fkey foreign key (user_id) references public.profiles (id) on delete cascade,
    constraint user_roles_role_fkey foreign key (role) references public.roles (name),
    constraint user_roles_granted_by_fkey foreign key (granted_by) references public.profiles (id) on delete set null,
    constraint user_roles_role_check check (role in ('creator', 'top_admin')),
    constraint user_roles_creator_check check (role <> 'creator' or granted_by is null)
);

create unique index user_roles_one_creator_key on public.user_roles (role) where role = 'creator';

create index user_roles_role_idx on public.user_roles (role);

create index user_roles_granted_by_idx on public.user_roles (granted_by);

alter table public.user_roles enable row level security;

revoke all on table public.user_roles from public, anon, authenticated, service_role;

comment on table public.user_roles is
    'People with a platform-wide role above user. Kept apart from profiles so that no edit of a profile can raise anybody.';
comment on column public.user_roles.granted_by is 'Who raised them. Null for the creator, and when that person is gone.';

create function internal.keep_creator_role() returns trigger
    language plpgsql
    set search_path = ''
as $keep$
begin
    if old.role = 'creator' then
        raise exception 'the creator cannot be removed or demoted'
            using errcode = 'restrict_violation',
                  schema = tg_table_schema,
                  table = tg_table_name,
                  hint = 'The creator''s role is fixed for the life of the platform.';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end
$keep$;

revoke all on function internal.keep_creator_role() from public;

comment on function internal.keep_creator_role() is 'Refuses every UPDATE and DELETE of the creator''s row in user_roles.';

-- Reads user_roles as its owner: whoever suspends or deletes a profile need not be able to see roles.
create function internal.keep_creator_profile() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $keep$
declare
    is_creator constant boolean := exists (
        select from public.user_roles where user_id = old.id and role = 'creator'
    );
begin
    if is_creator and (tg_op = 'DELETE' or new.state <> 'active' or new.id <> old.id) then
        raise exception 'the creator cannot be removed or suspended'
            using errcode = 'restrict_violation',
                  schema = tg_table_schema,
                  table = tg_table_name,
                  hint = 'The creator''s profile may be edited, not taken away.';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end
$keep$;

revoke all on function internal.keep_creator_profile() from public;

comment on function internal.keep_creator_profile() is 'Refuses to delete, suspend or re-key the creator''s profile.';

-- TRUNCATE fires no row triggers, and reaches user_roles through profiles and auth.users by CASCADE.
create function internal.keep_creator_on_truncate() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $keep$
begin
    if exists (select from public.user_roles where role = 'creator') then
        raise exception 'truncating % would remove the creator', tg_table_name
            using errcode = 'restrict_violation',
                  schema = tg_table_schema,
                  table = tg_table_name,
                  hint = 'Delete the other rows with DELETE … WHERE instead.';
    end if;
    return null;
end
$keep$;

revoke all on function internal.keep_creator_on_truncate() from public;

comment on function internal.keep_creator_on_truncate() is 'Refuses TRUNCATE while there is a creator.';

create trigger keep_creator_role
    before update or delete on public.user_roles
    for each row execute function internal.keep_creator_role();

create trigger keep_creator_on_truncate
    before truncate on public.user_roles
    for each statement execute function internal.keep_creator_on_truncate();

create trigger keep_creator_profile
    before delete or update of id, state on public.profiles
    for each row execute function internal.keep_creator_profile();

create trigger keep_creator_on_truncate
    before truncate on public.profiles
    for each statement execute function internal.keep_creator_on_truncate();

-- ALWAYS: `session_replication_role = replica` switches ordinary triggers off, and `postgres` may set it.
alter table public.user_roles enable always trigger keep_creator_role;

alter table public.user_roles enable always trigger keep_creator_on_truncate;

alter table public.profiles enable always trigger keep_creator_profile;

alter table public.profiles enable always trigger keep_creator_on_truncate;

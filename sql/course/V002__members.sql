-- The people of this course, as the main database knows them: a copy that the backend keeps, so that posts can be shown
-- and ranked without asking main. Whether somebody may do something is asked in main first; these rows are the second
-- line, asked again where the backend works with the rights of one person (templates/course.toml).

create table members (
    user_id uuid constraint members_pkey primary key,
    display_name text,
    role text not null default 'member',
    state text not null default 'active',
    joined_at timestamptz not null default now(),
    synced_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint members_display_name_check check (char_length(btrim(display_name)) between 1 and 100),
    constraint members_role_check check (role in ('course_admin', 'member')),
    constraint members_state_check check (state in ('active', 'suspended', 'left')),
    constraint members_admin_is_active_check check (role <> 'course_admin' or state = 'active')
);

alter table members enable row level security;

select close_to_clients('members'::regclass);

create trigger touch_updated_at
    before update on members
    for each row execute function touch_updated_at();

comment on table members is
    'Copy of this course''s memberships in the main database. Deleting a row erases the person: posts stay without author.';
comment on column members.user_id is 'Id of the person in the main database, which no foreign key can reach from here.';
comment on column members.display_name is 'Copy of profiles.display_name; null when none was chosen.';
comment on column members.state is
    'left: no longer enrolled, still named as the author of what they wrote. A course admin is always active, as in main.';
comment on column members.synced_at is 'When the backend last compared this row with the main database.';

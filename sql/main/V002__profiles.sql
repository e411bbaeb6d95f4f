-- What the platform knows of a person beside `auth.users`, which keeps e-mail, phone and password.
-- Authority is not kept here: a person may edit a profile, and nobody may edit a role by editing a profile.

create table public.profiles (
    id uuid constraint profiles_pkey primary key,
    display_name text,
    avatar_url text,
    bio text not null default '',
    locale text not null default 'en',
    time_zone text not null default 'UTC',
    state text not null default 'active',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint profiles_id_fkey foreign key (id) references auth.users (id) on delete cascade,
    constraint profiles_display_name_check check (char_length(btrim(display_name)) between 1 and 100),
    constraint profiles_avatar_url_check check (avatar_url ~ '^https://' and char_length(avatar_url) <= 2048),
    constraint profiles_bio_check check (char_length(bio) <= 2000),
    constraint profiles_locale_check check (locale ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    constraint profiles_time_zone_check check (char_length(time_zone) between 1 and 64),
    constraint profiles_state_check check (state in ('active', 'suspended'))
);

alter table public.profiles enable row level security;

revoke all on table public.profiles from public, anon, authenticated, service_role;

create trigger touch_updated_at
    before update on public.profiles
    for each row execute function internal.touch_updated_at();

comment on table public.profiles is
    'One row a person: what the platform shows of them. Lives and dies with the row in auth.users.';
comment on column public.profiles.id is 'The id in auth.users; course databases know people by it too.';
comment on column public.profiles.display_name is 'Null until the person chose one: signing up must never fail for want of a name.';
comment on column public.profiles.locale is 'BCP 47 language tag.';
comment on column public.profiles.time_zone is 'IANA name, for due dates as the person reads them.';
comment on column public.profiles.state is 'A suspended person may not sign in to anything; the creator is never suspended.';

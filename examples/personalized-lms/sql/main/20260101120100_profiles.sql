-- What the platform knows of a person beside `auth.users`. A row is made when the person signs up.

create table public.profiles (
    id uuid constraint profiles_pkey primary key,
    email text,
    role public.user_role not null default 'student',
    first_name text,
    last_name text,
    avatar_url text,
    learning_preferences jsonb not null default '{}',
    knowledge_profile jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint profiles_id_fkey foreign key (id) references auth.users (id) on delete cascade,
    constraint profiles_email_key unique (email),
    constraint profiles_email_check check (char_length(email) between 3 and 320),
    constraint profiles_first_name_check check (char_length(btrim(first_name)) between 1 and 100),
    constraint profiles_last_name_check check (char_length(btrim(last_name)) between 1 and 100),
    constraint profiles_avatar_url_check check (avatar_url ~ '^https://' and char_length(avatar_url) <= 2048),
    constraint profiles_learning_preferences_check check (
        jsonb_typeof(learning_preferences) = 'object'
        and coalesce(learning_preferences ->> 'preferred_pace', 'slow') in ('slow', 'medium', 'fast')
        and coalesce(learning_preferences ->> 'learning_style', 'mixed')
            in ('visual', 'auditory', 'kinesthetic', 'mixed')
        and jsonb_typeof(coalesce(learning_preferences -> 'preferred_media_types', '[]')) = 'array'
        and coalesce(learning_preferences -> 'preferred_media_types', '[]')
            <@ '["rich_text", "image", "video", "file", "youtube"]'
    ),
    constraint profiles_knowledge_profile_check check (jsonb_typeof(knowledge_profile) = 'object')
);

create index idx_profiles_role on public.profiles (role);

comment on table public.profiles is 'One row a person. Lives and dies with the row in auth.users.';
comment on column public.profiles.email is
    'A copy of the address in auth.users. Null for who signed up by telephone: signing up must not fail for that.';
comment on column public.profiles.role is 'The authority of a person. Only an admin changes it.';
comment on column public.profiles.learning_preferences is
    'What the person chose: preferred_pace, preferred_media_types, learning_style.';
comment on column public.profiles.knowledge_profile is 'What the service found out about the person; theirs to read, not to write.';

-- What the platform tells a person, and what of it they want to hear, and where.

create table public.notifications (
    id uuid default gen_random_uuid() constraint notifications_pkey primary key,
    user_id uuid not null,
    course_id uuid,
    kind text not null,
    title text not null,
    body text not null default '',
    link text,
    created_at timestamptz not null default now(),
    read_at timestamptz,
    constraint notifications_user_id_fkey foreign key (user_id) references public.profiles (id) on delete cascade,
    constraint notifications_course_id_fkey foreign key (course_id) references public.courses (id) on delete cascade,
    constraint notifications_kind_check check (
        kind in ('system', 'role', 'membership', 'post', 'assignment', 'comment', 'reaction', 'reminder')
    ),
    constraint notifications_title_check check (char_length(btrim(title)) between 1 and 200),
    constraint notifications_body_check check (char_length(body) <= 2000),
    constraint notifications_link_check check (link ~ '^(/|https://)' and char_length(link) <= 2048)
);

create index notifications_user_id_created_at_idx on public.notifications (user_id, created_at desc);

create index notifications_unread_idx on public.notifications (user_id) where read_at is null;

create index notifications_course_id_idx on public.notifications (course_id);

alter table public.notifications enable row level security;

revoke all on table public.notifications from public, anon, authenticated, service_role;

comment on table public.notifications is 'One row a message and person who is to see it.';
comment on column public.notifications.course_id is 'The course it is about; null for the platform as a whole.';
comment on column public.notifications.link is 'Where a click leads: a path of the platform or an https address.';
comment on column public.notifications.read_at is 'Null while unread.';

create table public.notification_settings (
    user_id uuid not null,
    kind text not null,
    in_app boolean not null default true,
    email boolean not null default false,
    updated_at timestamptz not null default now(),
    constraint notification_settings_pkey primary key (user_id, kind),
    constraint notification_settings_user_id_fkey foreign key (user_id) references public.profiles (id) on delete cascade,
    constraint notification_settings_kind_check check (
        kind in ('system', 'role', 'membership', 'post', 'assignment', 'comment', 'reaction', 'reminder')
    ),
    constraint notification_settings_system_check check (kind <> 'system' or in_app)
);

alter table public.notification_settings enable row level security;

revoke all on table public.notification_settings from public, anon, authenticated, service_role;

create trigger touch_updated_at
    before update on public.notification_settings
    for each row execute function internal.touch_updated_at();

comment on table public.notification_settings is
    'Where a person wants each kind of notification. No row means the defaults of the columns.';
comment on column public.notification_settings.in_app is 'Always on for system messages: an outage must reach everybody.';

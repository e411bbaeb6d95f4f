-- What people are told, in whose words, where they want it, and the mail that waits to be sent.

create table public.notification_templates (
    id uuid default gen_random_uuid() constraint notification_templates_pkey primary key,
    key text not null,
    kind text not null,
    title text not null,
    body text not null default '',
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint notification_templates_key_key unique (key),
    constraint notification_templates_key_check check (key ~ '^[a-z][a-z_]{1,60}$'),
    constraint notification_templates_kind_check
        check (kind in ('system', 'lesson', 'assignment', 'payment', 'ticket', 'session', 'badge', 'recovery')),
    constraint notification_templates_title_check check (char_length(title) between 1 and 200),
    constraint notification_templates_body_check check (char_length(body) <= 4000)
);

comment on table public.notification_templates is
    'The wording of what triggers announce. {{name}} stands for a value; an inactive template announces nothing.';

create table public.notifications (
    id uuid default gen_random_uuid() constraint notifications_pkey primary key,
    user_id uuid not null,
    kind text not null,
    title text not null,
    body text not null default '',
    link text,
    data jsonb not null default '{}',
    created_at timestamptz not null default now(),
    read_at timestamptz,
    constraint notifications_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
    constraint notifications_kind_check
        check (kind in ('system', 'lesson', 'assignment', 'payment', 'ticket', 'session', 'badge', 'recovery')),
    constraint notifications_title_check check (char_length(title) between 1 and 400),
    constraint notifications_body_check check (char_length(body) <= 10000),
    constraint notifications_link_check check (link ~ '^(/|https://)' and char_length(link) <= 2048),
    constraint notifications_data_check check (jsonb_typeof(data) = 'object')
);

create index notifications_user_id_created_at_idx on public.notifications (user_id, created_at desc);

create index notifications_unread_idx on public.notifications (user_id) where read_at is null;

comment on table public.notifications is 'One row a message and person who is to see it.';
comment on column public.notifications.read_at is 'Null while unread. The one thing that its reader may change.';

create table public.notification_settings (
    user_id uuid not null,
    kind text not null,
    in_app boolean not null default true,
    email boolean not null default false,
    updated_at timestamptz not null default now(),
    constraint notification_settings_pkey primary key (user_id, kind),
    constraint notification_settings_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
    constraint notification_settings_kind_check
        check (kind in ('system', 'lesson', 'assignment', 'payment', 'ticket', 'session', 'badge', 'recovery'))
);

comment on table public.notification_settings is 'Where a person wants each kind. No row means the defaults of the columns.';

create table public.email_queue (
    id bigint generated always as identity constraint email_queue_pkey primary key,
    user_id uuid,
    recipient text not null,
    subject text not null,
    body text not null default '',
    status text not null default 'queued',
    attempts integer not null default 0,
    last_error text,
    send_after timestamptz not null default now(),
    sent_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint email_queue_user_id_fkey foreign key (user_id) references public.users (id) on delete set null,
    constraint email_queue_recipient_check check (char_length(recipient) between 3 and 320),
    constraint email_queue_status_check check (status in ('queued', 'sending', 'sent', 'failed', 'cancelled')),
    constraint email_queue_attempts_check check (attempts >= 0)
);

create index email_queue_user_id_idx on public.email_queue (user_id);

create index email_queue_queued_idx on public.email_queue (send_after) where status = 'queued';

comment on table public.email_queue is 'Outbound mail. A worker takes the next one by select … for update skip locked.';

-- Notification service: channels, templates, what waits to be sent, what was sent, and what a person wants to get.

create table notification_schema.notification_channels (
    name text constraint notification_channels_pkey primary key,
    provider text not null,
    enabled boolean not null default true,
    max_per_minute integer not null default 600,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint notification_channels_name_check check (name ~ '^[a-z][a-z0-9_]{1,30}$'),
    constraint notification_channels_provider_check check (char_length(btrim(provider)) between 1 and 100),
    constraint notification_channels_max_per_minute_check check (max_per_minute >= 1)
);

comment on table notification_schema.notification_channels is
    'Ways to reach people: email, sms, push, in_app. A provider''s keys are not kept here.';

create table notification_schema.notification_templates (
    id uuid default gen_random_uuid() constraint notification_templates_pkey primary key,
    code text not null,
    channel text not null,
    language text not null default 'en',
    version integer not null default 1,
    subject text not null default '',
    body text not null,
    active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint notification_templates_channel_fkey
        foreign key (channel) references notification_schema.notification_channels (name),
    constraint notification_templates_code_channel_language_version_key unique (code, channel, language, version),
    constraint notification_templates_code_check check (code ~ '^[a-z][a-z0-9_.]{1,60}$'),
    constraint notification_templates_language_check check (language ~ '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$'),
    constraint notification_templates_version_check check (version >= 1),
    constraint notification_templates_subject_check check (char_length(subject) <= 200),
    constraint notification_templates_body_check check (char_length(body) between 1 and 50000)
);

create index notification_templates_channel_idx on notification_schema.notification_templates (channel);

comment on table notification_schema.notification_templates is
    'Texts with holes. A text that was used is not changed: a new version is added, and the old one set inactive.';
comment on column notification_schema.notification_templates.subject is 'Empty where the channel has none.';

create table notification_schema.notification_queue (
    id uuid default gen_random_uuid() constraint notification_queue_pkey primary key,
    user_id uuid not null,
    template_id uuid not null,
    channel text not null,
    recipient text not null,
    payload jsonb not null default '{}',
    priority smallint not null default 5,
    status text not null default 'pending',
    attempts smallint not null default 0,
    deduplication_key text,
    scheduled_for timestamptz not null default now(),
    claimed_until timestamptz,
    last_error text,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint notification_queue_template_id_fkey
        foreign key (template_id) references notification_schema.notification_templates (id),
    constraint notification_queue_channel_fkey
        foreign key (channel) references notification_schema.notification_channels (name),
    constraint notification_queue_deduplication_key_key unique (deduplication_key),
    constraint notification_queue_recipient_check check (char_length(btrim(recipient)) between 1 and 320),
    constraint notification_queue_payload_check check (jsonb_typeof(payload) = 'object'),
    constraint notification_queue_priority_check check (priority between 0 and 9),
    constraint notification_queue_status_check check (status in ('pending', 'sending', 'failed')),
    constraint notification_queue_attempts_check check (attempts between 0 and 100)
);

create index notification_queue_due_idx
    on notification_schema.notification_queue (priority, scheduled_for) where status = 'pending';

create index notification_queue_user_id_idx on notification_schema.notification_queue (user_id);

create index notification_queue_template_id_idx on notification_schema.notification_queue (template_id);

create index notification_queue_channel_idx on notification_schema.notification_queue (channel);

comment on table notification_schema.notification_queue is
    'What waits to be sent. A row that was sent is deleted in the transaction that writes it into notification_history.';
comment on column notification_schema.notification_queue.recipient is
    'Address on the channel when it was queued: e-mail, phone, device.';
comment on column notification_schema.notification_queue.priority is '0 first.';
comment on column notification_schema.notification_queue.deduplication_key is
    'The same message queued twice is refused by it. Null: may come again.';
comment on column notification_schema.notification_queue.claimed_until is
    'Until when a sender has it; afterwards another one may take it (for update skip locked).';

create table notification_schema.notification_history (
    id bigint generated always as identity constraint notification_history_pkey primary key,
    notification_id uuid not null,
    attempt smallint not null default 1,
    user_id uuid not null,
    template_id uuid not null,
    channel text not null,
    recipient text not null,
    outcome text not null,
    provider_message_id text,
    error text,
    happened_at timestamptz not null default now(),
    constraint notification_history_template_id_fkey
        foreign key (template_id) references notification_schema.notification_templates (id),
    constraint notification_history_channel_fkey
        foreign key (channel) references notification_schema.notification_channels (name),
    constraint notification_history_notification_id_attempt_outcome_key unique (notification_id, attempt, outcome),
    constraint notification_history_attempt_check check (attempt between 1 and 100),
    constraint notification_history_outcome_check check (outcome in ('sent', 'delivered', 'opened', 'bounced', 'failed'))
);

create index notification_history_user_id_idx on notification_schema.notification_history (user_id, happened_at desc);

create index notification_history_template_id_idx on notification_schema.notification_history (template_id);

create index notification_history_channel_idx on notification_schema.notification_history (channel, happened_at desc);

comment on table notification_schema.notification_history is 'What became of each attempt to send.';
comment on column notification_schema.notification_history.notification_id is
    'The id that it had in notification_queue. No foreign key: the row leaves the queue when it is sent.';

create table notification_schema.delivery_preferences (
    user_id uuid not null,
    channel text not null,
    category text not null,
    enabled boolean not null default true,
    quiet_from time not null default '22:00',
    quiet_minutes smallint not null default 0,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint delivery_preferences_pkey primary key (user_id, channel, category),
    constraint delivery_preferences_channel_fkey
        foreign key (channel) references notification_schema.notification_channels (name) on delete cascade,
    constraint delivery_preferences_category_check check (
        category in ('security', 'account', 'application', 'internship', 'announcement')
    ),
    constraint delivery_preferences_security_check check (category <> 'security' or enabled),
    constraint delivery_preferences_quiet_minutes_check check (quiet_minutes between 0 and 1439)
);

create index delivery_preferences_channel_idx on notification_schema.delivery_preferences (channel);

comment on table notification_schema.delivery_preferences is
    'What a person wants to get where. No row means the defaults of the columns.';
comment on column notification_schema.delivery_preferences.enabled is
    'Always on for security: nobody may miss that their password was changed.';
comment on column notification_schema.delivery_preferences.quiet_minutes is
    'How long nothing is sent from quiet_from on, in the person''s time zone. 0: never quiet.';

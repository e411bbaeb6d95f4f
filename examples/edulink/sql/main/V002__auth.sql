-- Auth service: users, sessions, tokens, outside identities, and a log. Of every secret only a hash is kept.
-- Other services point at auth_schema.users (V008), so a user with data elsewhere is closed, not deleted.

create table auth_schema.users (
    id uuid default gen_random_uuid() constraint users_pkey primary key,
    email text not null,
    password_hash text,
    role text not null default 'student',
    status text not null default 'pending',
    email_verified_at timestamptz,
    last_login_at timestamptz,
    failed_logins integer not null default 0,
    locked_until timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint users_email_key unique (email),
    constraint users_email_check check (
        email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and email = lower(email) and char_length(email) <= 320
    ),
    constraint users_password_hash_check check (char_length(password_hash) >= 32 and strpos(password_hash, '$') > 0),
    constraint users_role_check check (role in ('student', 'institution_admin', 'employer', 'platform_admin')),
    constraint users_status_check check (status in ('pending', 'active', 'suspended', 'closed')),
    constraint users_failed_logins_check check (failed_logins >= 0)
);

comment on table auth_schema.users is 'One row an account. Every other service knows people by its id.';
comment on column auth_schema.users.email is 'Lower case, so that one address is one account.';
comment on column auth_schema.users.password_hash is
    'Encoded with its algorithm and salt, as Django writes it: algorithm$… Null: signs in through oauth_providers only.';
comment on column auth_schema.users.status is 'closed: gone, kept because other services still point here.';

create table auth_schema.user_sessions (
    id uuid default gen_random_uuid() constraint user_sessions_pkey primary key,
    user_id uuid not null,
    token_hash text not null,
    ip_address inet,
    user_agent text,
    created_at timestamptz not null default now(),
    last_seen_at timestamptz not null default now(),
    expires_at timestamptz not null,
    revoked_at timestamptz,
    constraint user_sessions_user_id_fkey foreign key (user_id) references auth_schema.users (id) on delete cascade,
    constraint user_sessions_token_hash_key unique (token_hash),
    constraint user_sessions_token_hash_check check (char_length(token_hash) between 32 and 255),
    constraint user_sessions_user_agent_check check (char_length(user_agent) <= 1024),
    constraint user_sessions_expires_at_check check (expires_at > created_at)
);

create index user_sessions_user_id_idx on auth_schema.user_sessions (user_id, last_seen_at desc);

create index user_sessions_expires_at_idx on auth_schema.user_sessions (expires_at);

comment on table auth_schema.user_sessions is 'Where somebody is signed in.';
comment on column auth_schema.user_sessions.token_hash is
    'Hash of the session token; the token itself is only with the person.';

create table auth_schema.password_reset_tokens (
    id uuid default gen_random_uuid() constraint password_reset_tokens_pkey primary key,
    user_id uuid not null,
    token_hash text not null,
    requested_ip inet,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint password_reset_tokens_user_id_fkey foreign key (user_id) references auth_schema.users (id) on delete cascade,
    constraint password_reset_tokens_token_hash_key unique (token_hash),
    constraint password_reset_tokens_token_hash_check check (char_length(token_hash) between 32 and 255),
    constraint password_reset_tokens_expires_at_check check (expires_at > created_at)
);

create index password_reset_tokens_user_id_idx on auth_schema.password_reset_tokens (user_id);

comment on table auth_schema.password_reset_tokens is
    'Requests to set a new password. A token works once: used_at says when.';

create table auth_schema.email_verification_tokens (
    id uuid default gen_random_uuid() constraint email_verification_tokens_pkey primary key,
    user_id uuid not null,
    email text not null,
    token_hash text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at timestamptz,
    constraint email_verification_tokens_user_id_fkey
        foreign key (user_id) references auth_schema.users (id) on delete cascade,
    constraint email_verification_tokens_token_hash_key unique (token_hash),
    constraint email_verification_tokens_email_check check (
        email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and email = lower(email) and char_length(email) <= 320
    ),
    constraint email_verification_tokens_token_hash_check check (char_length(token_hash) between 32 and 255),
    constraint email_verification_tokens_expires_at_check check (expires_at > created_at)
);

create index email_verification_tokens_user_id_idx on auth_schema.email_verification_tokens (user_id);

comment on table auth_schema.email_verification_tokens is
    'Proof that an address is the person''s own, at sign-up and when it changes.';
comment on column auth_schema.email_verification_tokens.email is
    'The address that the token was sent to; it may not be theirs in users yet.';

create table auth_schema.oauth_providers (
    id uuid default gen_random_uuid() constraint oauth_providers_pkey primary key,
    user_id uuid not null,
    provider text not null,
    provider_user_id text not null,
    email text,
    linked_at timestamptz not null default now(),
    last_used_at timestamptz,
    constraint oauth_providers_user_id_fkey foreign key (user_id) references auth_schema.users (id) on delete cascade,
    constraint oauth_providers_user_id_provider_key unique (user_id, provider),
    constraint oauth_providers_provider_provider_user_id_key unique (provider, provider_user_id),
    constraint oauth_providers_provider_check check (provider in ('google', 'microsoft', 'linkedin', 'github', 'apple')),
    constraint oauth_providers_provider_user_id_check check (char_length(provider_user_id) between 1 and 255)
);

comment on table auth_schema.oauth_providers is
    'Outside identities that a person signs in with, one a provider. Their tokens are not kept.';
comment on column auth_schema.oauth_providers.provider_user_id is
    'The subject that the provider names; its e-mail address may change.';

create table auth_schema.security_logs (
    id bigint generated always as identity constraint security_logs_pkey primary key,
    user_id uuid,
    event text not null,
    ip_address inet,
    user_agent text,
    details jsonb not null default '{}',
    created_at timestamptz not null default now(),
    constraint security_logs_user_id_fkey foreign key (user_id) references auth_schema.users (id) on delete set null,
    constraint security_logs_event_check check (
        event in ('login', 'login_failed', 'logout', 'locked', 'password_changed', 'password_reset', 'email_changed',
            'email_verified', 'oauth_linked', 'oauth_unlinked', 'session_revoked', 'role_changed', 'status_changed')
    ),
    constraint security_logs_user_agent_check check (char_length(user_agent) <= 1024),
    constraint security_logs_details_check check (jsonb_typeof(details) = 'object')
);

create index security_logs_user_id_idx on auth_schema.security_logs (user_id, created_at desc);

create index security_logs_created_at_idx on auth_schema.security_logs (created_at);

comment on table auth_schema.security_logs is 'What happened to accounts. No password, token or hash belongs in details.';
comment on column auth_schema.security_logs.user_id is 'Null when nobody was recognised, or when the account is gone.';

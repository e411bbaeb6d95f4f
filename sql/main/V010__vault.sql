-- The vault's keys: which master keys there are, each course's data key, and that data key wrapped once for each master key.
-- No key is ever in this database in the clear. The audit trail stands apart from what a service key can read.

create table public.vault_keys (
    key_id uuid constraint vault_keys_pkey primary key,
    deployment_id uuid not null,
    kind text not null,
    state text not null default 'active',
    source_hint text not null default '',
    wrapped text,
    created_at timestamptz not null default now(),
    ended_at timestamptz,
    constraint vault_keys_kind_check check (kind in ('kek', 'audit')),
    constraint vault_keys_state_check check (state in ('active', 'decrypt_only', 'lost')),
    constraint vault_keys_source_hint_check check (char_length(source_hint) <= 200),
    constraint vault_keys_wrapped_check check (octet_length(wrapped) <= 8192),
    constraint vault_keys_ended_at_check check ((state = 'active') = (ended_at is null))
);

create unique index vault_keys_active_idx on public.vault_keys (kind) where state = 'active';

alter table public.vault_keys enable row level security;

revoke all on table public.vault_keys from public, anon, authenticated, service_role;

comment on table public.vault_keys is
    'The names of the vault''s keys. A kek wraps data keys; the audit key seals the audit trail. One of each kind is active.';
comment on column public.vault_keys.deployment_id is
    'Which platform the key belongs to; sealed into every box, so that a copy of one platform''s row opens nowhere else.';
comment on column public.vault_keys.state is
    'active: wraps what is new. decrypt_only: replaced by a rotation. lost: given up, what only it opens is gone.';
comment on column public.vault_keys.source_hint is 'Where the key was when it was made, for people. Never the key.';
comment on column public.vault_keys.wrapped is
    'The key as the key command of the project wrapped it; null where a file, a descriptor or a variable holds it.';

create table public.course_deks (
    course_id uuid not null,
    dek_version integer not null,
    key_id uuid not null,
    state text not null default 'active',
    created_at timestamptz not null default now(),
    constraint course_deks_pkey primary key (course_id, dek_version),
    constraint course_deks_key_id_key unique (key_id),
    constraint course_deks_course_id_fkey foreign key (course_id) references public.courses (id) on delete restrict,
    constraint course_deks_dek_version_check check (dek_version >= 1),
    constraint course_deks_state_check check (state in ('active', 'decrypt_only'))
);

create unique index course_deks_active_idx on public.course_deks (course_id) where state = 'active';

alter table public.course_deks enable row level security;

revoke all on table public.course_deks from public, anon, authenticated, service_role;

comment on table public.course_deks is
    'The data keys of courses by name. The active one seals; the others open what they sealed.';
comment on column public.course_deks.key_id is 'The name that boxes carry of the key.';

create table public.course_dek_wraps (
    course_id uuid not null,
    dek_version integer not null,
    kek_id uuid not null,
    wrapped text not null,
    created_at timestamptz not null default now(),
    constraint course_dek_wraps_pkey primary key (course_id, dek_version, kek_id),
    constraint course_dek_wraps_dek_fkey foreign key (course_id, dek_version)
        references public.course_deks (course_id, dek_version) on delete cascade,
    constraint course_dek_wraps_kek_id_fkey foreign key (kek_id) references public.vault_keys (key_id) on delete restrict,
    constraint course_dek_wraps_wrapped_check check (wrapped ~ '^pv1:[A-Za-z0-9_-]{192}$')
);

create index course_dek_wraps_kek_id_idx on public.course_dek_wraps (kek_id);

alter table public.course_dek_wraps enable row level security;

revoke all on table public.course_dek_wraps from public, anon, authenticated, service_role;

comment on table public.course_dek_wraps is
    'Each data key, sealed by a master key. While master keys are rotated a data key has two rows, so that every reader finds its own.';

create table internal.audit_key_wraps (
    key_id uuid not null,
    kek_id uuid not null,
    wrapped text not null,
    constraint audit_key_wraps_pkey primary key (key_id, kek_id),
    constraint audit_key_wraps_key_id_fkey foreign key (key_id) references public.vault_keys (key_id) on delete restrict,
    constraint audit_key_wraps_kek_id_fkey foreign key (kek_id) references public.vault_keys (key_id) on delete restrict,
    constraint audit_key_wraps_wrapped_check check (wrapped ~ '^pv1:[A-Za-z0-9_-]{192}$')
);

create index audit_key_wraps_kek_id_idx on internal.audit_key_wraps (kek_id);

alter table internal.audit_key_wraps enable row level security;

revoke all on table internal.audit_key_wraps from public;

comment on table internal.audit_key_wraps is 'The key of the audit trail, sealed by each master key.';

create table internal.vault_audit (
    seq bigint constraint vault_audit_pkey primary key,
    at timestamptz not null,
    key_id uuid not null,
    actor text not null,
    host text not null,
    run text not null,
    action text not null,
    course_id uuid,
    outcome text not null,
    detail text not null,
    link text not null,
    constraint vault_audit_key_id_fkey foreign key (key_id) references public.vault_keys (key_id) on delete restrict,
    constraint vault_audit_seq_check check (seq >= 1),
    constraint vault_audit_outcome_check check (outcome in ('intent', 'done', 'failed')),
    constraint vault_audit_words_check check (octet_length(actor || host || run || action) <= 1024 and octet_length(detail) <= 4096),
    constraint vault_audit_link_check check (link ~ '^[0-9a-f]{64}$')
);

create index vault_audit_key_id_idx on internal.vault_audit (key_id);

alter table internal.vault_audit enable row level security;

revoke all on table internal.vault_audit from public;

comment on table internal.vault_audit is
    'Who did what with the vault, when, and how it ended; the intent stands before the deed. Entries outlive their courses.';
comment on column internal.vault_audit.link is
    'HMAC-SHA-256 of the entry before and this one, under the audit key: who may write the table cannot make one.';

create function internal.keep_audit_entries() returns trigger
    language plpgsql
    set search_path = ''
as $keep$
begin
    raise exception 'an entry of the audit trail is neither changed nor removed'
        using errcode = 'restrict_violation',
              schema = tg_table_schema,
              table = tg_table_name,
              hint = 'Add an entry that says what was wrong.';
end
$keep$;

revoke all on function internal.keep_audit_entries() from public;

comment on function internal.keep_audit_entries() is 'Refuses to change or remove entries of the audit trail.';

create trigger keep_audit_entries
    before update or delete or truncate on internal.vault_audit
    for each statement execute function internal.keep_audit_entries();

-- Also where a session has switched triggers off, as replication does.
alter table internal.vault_audit enable always trigger keep_audit_entries;

comment on schema internal is
    'Trigger functions and the audit trail of the main database. No API exposes it and no role is granted usage.';

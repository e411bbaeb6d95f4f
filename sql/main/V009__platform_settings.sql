-- Settings of the platform as a whole, such as whether sign-up is open and which term is the current one.

create table public.platform_settings (
    key text constraint platform_settings_pkey primary key,
    value jsonb not null,
    description text not null,
    updated_by uuid,
    updated_at timestamptz not null default now(),
    constraint platform_settings_updated_by_fkey foreign key (updated_by) references public.profiles (id) on delete set null,
    constraint platform_settings_key_check check (key ~ '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$' and char_length(key) <= 100),
    constraint platform_settings_value_check check (octet_length(value::text) <= 16384)
);

insert into public.platform_settings (key, value, description) values
    ('signup.open', 'true', 'Whether new people may sign up.'),
    ('term.current', 'null', 'The term that new courses are registered for, as courses.term writes it.');

create index platform_settings_updated_by_idx on public.platform_settings (updated_by);

alter table public.platform_settings enable row level security;

revoke all on table public.platform_settings from public, anon, authenticated, service_role;

create trigger touch_updated_at
    before update on public.platform_settings
    for each row execute function internal.touch_updated_at();

comment on table public.platform_settings is
    'One row a setting of the whole platform. No secret belongs here: admins read it.';
comment on column public.platform_settings.value is 'Its shape is said by the description.';

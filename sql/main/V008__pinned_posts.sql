-- Posts of the platform itself, shown to everybody above any course's own posts.

create table public.pinned_posts (
    id uuid default gen_random_uuid() constraint pinned_posts_pkey primary key,
    author_id uuid,
    title text not null,
    body text not null,
    position smallint not null default 0,
    starts_at timestamptz not null default now(),
    ends_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint pinned_posts_author_id_fkey foreign key (author_id) references public.profiles (id) on delete set null,
    constraint pinned_posts_title_check check (char_length(btrim(title)) between 1 and 200),
    constraint pinned_posts_body_check check (char_length(body) between 1 and 20000),
    constraint pinned_posts_ends_at_check check (ends_at > starts_at)
);

create index pinned_posts_author_id_idx on public.pinned_posts (author_id);

create index pinned_posts_position_idx on public.pinned_posts (position, starts_at desc);

alter table public.pinned_posts enable row level security;

revoke all on table public.pinned_posts from public, anon, authenticated, service_role;

create trigger touch_updated_at
    before update on public.pinned_posts
    for each row execute function internal.touch_updated_at();

comment on table public.pinned_posts is 'Announcements of the platform, pinned for everybody while they run.';
comment on column public.pinned_posts.author_id is 'Null when the author has left: the announcement stays.';
comment on column public.pinned_posts.position is 'Lowest first; newest first among equals.';
comment on column public.pinned_posts.ends_at is 'Null: until taken down.';

-- Posts of the course.

create table posts (
    id uuid default gen_random_uuid() constraint posts_pkey primary key,
    author_id uuid,
    kind text not null default 'discussion',
    title text not null,
    body text not null,
    pinned_at timestamptz,
    edited_at timestamptz,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint posts_author_id_fkey foreign key (author_id) references members (user_id) on delete set null,
    constraint posts_kind_check check (kind in ('announcement', 'discussion', 'question', 'resource')),
    constraint posts_title_check check (char_length(btrim(title)) between 1 and 200),
    constraint posts_body_check check (char_length(body) between 1 and 50000)
);

create index posts_author_id_idx on posts (author_id, created_at desc);

create index posts_feed_idx on posts (created_at desc, id desc) where deleted_at is null;

create index posts_pinned_idx on posts (pinned_at desc) where pinned_at is not null and deleted_at is null;

alter table posts enable row level security;

select close_to_clients('posts'::regclass);

create trigger touch_updated_at
    before update on posts
    for each row execute function touch_updated_at();

create trigger mark_edited
    before update of title, body on posts
    for each row
    when (old.title is distinct from new.title or old.body is distinct from new.body)
    execute function mark_edited();

comment on table posts is 'What members and admins post in this course.';
comment on column posts.author_id is 'Null when the person was erased.';
comment on column posts.pinned_at is 'Not null: pinned, latest pin first.';
comment on column posts.edited_at is 'Last change of title or body, set by a trigger. Null: as first written.';
comment on column posts.deleted_at is 'Not null: hidden, and still there for moderators. Its comments and reactions are kept.';

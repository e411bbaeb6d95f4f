-- How far a student is: what is unlocked, what was watched, what they thought of it.

create table public.user_unlocks (
    user_id uuid not null,
    recording_id uuid not null,
    reason text not null default 'staff',
    unlocked_at timestamptz not null default now(),
    constraint user_unlocks_pkey primary key (user_id, recording_id),
    constraint user_unlocks_user_id_fkey foreign key (user_id) references public.students (user_id) on delete cascade,
    constraint user_unlocks_recording_id_fkey
        foreign key (recording_id) references public.available_lessons (id) on delete cascade,
    constraint user_unlocks_reason_check check (reason in ('first', 'sequence', 'sync', 'staff'))
);

create index user_unlocks_recording_id_idx on public.user_unlocks (recording_id);

comment on table public.user_unlocks is 'A row means unlocked. Nothing takes one away but staff.';
comment on column public.user_unlocks.reason is 'first: the beginning. sequence: the one before was completed. sync: made up for. staff: by hand.';

create table public.recording_views (
    user_id uuid not null,
    recording_id uuid not null,
    watched_seconds integer not null default 0,
    watched_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint recording_views_pkey primary key (user_id, recording_id),
    constraint recording_views_user_id_fkey foreign key (user_id) references public.students (user_id) on delete cascade,
    constraint recording_views_recording_id_fkey
        foreign key (recording_id) references public.available_lessons (id) on delete cascade,
    constraint recording_views_watched_seconds_check check (watched_seconds between 0 and 86400)
);

create index recording_views_recording_id_idx on public.recording_views (recording_id);

comment on table public.recording_views is 'How far a student watched, as their player reports it.';
comment on column public.recording_views.watched_seconds is 'Never goes back.';
comment on column public.recording_views.watched_at is 'When nine tenths were watched. Set by a trigger, never by a client.';

create table public.recording_ratings (
    user_id uuid not null,
    recording_id uuid not null,
    rating smallint not null,
    comment text not null default '',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint recording_ratings_pkey primary key (user_id, recording_id),
    constraint recording_ratings_user_id_fkey
        foreign key (user_id) references public.students (user_id) on delete cascade,
    constraint recording_ratings_recording_id_fkey
        foreign key (recording_id) references public.available_lessons (id) on delete cascade,
    constraint recording_ratings_rating_check check (rating between 1 and 5),
    constraint recording_ratings_comment_check check (char_length(comment) <= 2000)
);

create index recording_ratings_recording_id_idx on public.recording_ratings (recording_id);

comment on table public.recording_ratings is 'What a student thought of a lesson.';

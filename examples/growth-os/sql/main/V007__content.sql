-- What is taught: tracks, their modules, the lessons in them and what is attached to a lesson.

create table public.course_tracks (
    id uuid default gen_random_uuid() constraint course_tracks_pkey primary key,
    title text not null,
    description text not null default '',
    place integer not null default 1,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint course_tracks_title_key unique (title),
    constraint course_tracks_title_check check (char_length(title) between 1 and 200),
    constraint course_tracks_place_check check (place > 0)
);

comment on table public.course_tracks is 'Learning paths. A student follows one.';
comment on column public.course_tracks.place is 'Order in lists.';

create table public.modules (
    id uuid default gen_random_uuid() constraint modules_pkey primary key,
    track_id uuid not null,
    title text not null,
    description text not null default '',
    place integer not null default 1,
    is_published boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint modules_track_id_fkey foreign key (track_id) references public.course_tracks (id) on delete restrict,
    constraint modules_title_check check (char_length(title) between 1 and 200),
    constraint modules_place_check check (place > 0)
);

create index modules_track_id_place_idx on public.modules (track_id, place);

comment on table public.modules is 'Chapters of a track.';
comment on column public.modules.place is 'Order in the track; equals are ordered by id, so that two editors never block each other.';

create table public.available_lessons (
    id uuid default gen_random_uuid() constraint available_lessons_pkey primary key,
    module_id uuid not null,
    title text not null,
    description text not null default '',
    recording_url text not null,
    duration_seconds integer not null,
    place integer not null default 1,
    is_published boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint available_lessons_module_id_fkey foreign key (module_id) references public.modules (id) on delete restrict,
    constraint available_lessons_title_check check (char_length(title) between 1 and 200),
    constraint available_lessons_recording_url_check
        check (recording_url ~ '^https://' and char_length(recording_url) <= 2048),
    constraint available_lessons_duration_seconds_check check (duration_seconds between 1 and 86400),
    constraint available_lessons_place_check check (place > 0)
);

create index available_lessons_module_id_place_idx on public.available_lessons (module_id, place);

comment on table public.available_lessons is
    'Lessons and their recordings. A student reads those that are unlocked; get_sequential_unlock_status() names the others without their address.';
comment on column public.available_lessons.place is 'Order in the module.';

create table public.recording_attachments (
    id uuid default gen_random_uuid() constraint recording_attachments_pkey primary key,
    recording_id uuid not null,
    title text not null,
    file_name text not null,
    mime_type text,
    size_bytes bigint,
    created_at timestamptz not null default now(),
    constraint recording_attachments_recording_id_fkey
        foreign key (recording_id) references public.available_lessons (id) on delete cascade,
    constraint recording_attachments_recording_id_file_name_key unique (recording_id, file_name),
    constraint recording_attachments_title_check check (char_length(title) between 1 and 200),
    constraint recording_attachments_file_name_check
        check (char_length(file_name) between 1 and 255 and position('/' in file_name) = 0),
    constraint recording_attachments_mime_type_check check (char_length(mime_type) <= 255),
    constraint recording_attachments_size_bytes_check check (size_bytes >= 0)
);

comment on table public.recording_attachments is
    'Files of a lesson. In the bucket recording-attachments they lie at {recording_id}/{file_name}.';
comment on column public.recording_attachments.file_name is
    'Without a folder: that follows from the lesson, so that no row can point into another one''s.';

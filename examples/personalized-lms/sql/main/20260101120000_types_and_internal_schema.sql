-- The five types that the tables share, and a schema that no API exposes for what runs behind the tables.

create type public.user_role as enum ('student', 'instructor', 'admin');

create type public.difficulty_level as enum ('beginner', 'intermediate', 'advanced');

create type public.content_type as enum ('rich_text', 'image', 'video', 'file', 'youtube');

create type public.roadmap_status as enum ('active', 'completed', 'paused');

create type public.progress_status as enum ('not_started', 'in_progress', 'completed', 'blocked');

comment on type public.user_role is 'What a person may be; every person is a student as well.';
comment on type public.content_type is 'A content block''s content stands under the key of its type.';

create schema internal;

revoke all on schema internal from public;

comment on schema internal is
    'Answer keys and trigger functions. No API exposes it and no client is granted usage.';

-- Courses are folders of a person's own; materials are the files in them.
-- A file lies at `{user_id}/{course_id}/{filename}`: keys and checks hold a material's path to its course and to the course's owner.

create schema internal;

revoke all on schema internal from public;

comment on schema internal is 'Trigger functions. No API exposes it and no client is granted usage.';

create table public.courses (
    id uuid constraint courses_pkey primary key default extensions.uuid_generate_v4(),
    user_id uuid not null,
    name text not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint courses_user_id_fkey foreign key (user_id) references auth.users (id) on delete cascade,
    constraint courses_id_user_id_key unique (id, user_id),
    constraint courses_name_not_empty_check check (btrim(name) <> ''),
    constraint courses_name_length_check check (char_length(name) <= 255)
);

create index idx_courses_user_id on public.courses (user_id);

comment on table public.courses is 'What a person groups materials and conversations by.';
comment on constraint courses_id_user_id_key on public.courses is
    'The target of materials_course_id_fkey, which holds a file to the owner of its course.';

create table public.materials (
    id uuid constraint materials_pkey primary key default extensions.uuid_generate_v4(),
    course_id uuid not null,
    name text not null,
    file_path text not null,
    file_type text not null,
    file_size bigint not null,
    owner_id uuid generated always as (split_part(file_path, '/', 1)::uuid) stored not null,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint materials_course_id_fkey foreign key (course_id, owner_id)
        references public.courses (id, user_id) on delete cascade,
    constraint materials_name_not_empty_check check (btrim(name) <> ''),
    constraint materials_file_path_check check (
        file_path ~ '^[0-9a-f-]{36}/[0-9a-f-]{36}/[^/]+$'
        and char_length(file_path) <= 1024
        and split_part(file_path, '/', 2) = course_id::text
    ),
    constraint materials_file_type_check check (
        file_type in ('application/pdf', 'image/jpeg', 'image/png', 'image/gif', 'image/webp')
    ),
    constraint materials_file_size_positive_check check (file_size > 0),
    constraint materials_file_size_limit_check check (file_size <= 52428800)
);

create index idx_materials_course_id on public.materials (course_id, owner_id);

create index idx_materials_file_path on public.materials (file_path);

comment on table public.materials is 'What is known of an uploaded file; the file itself lies in the bucket `materials`.';
comment on column public.materials.file_path is
    '{user_id}/{course_id}/{filename}. A file name alone is put where it belongs.';
comment on column public.materials.owner_id is
    'Whose folder the file is in, as the path says. A foreign key makes it the owner of the course.';
comment on column public.materials.file_size is 'In bytes, at most 50 MB.';

create function internal.place_material() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $place$
begin
    select course.user_id || '/' || course.id || '/' || new.file_path into new.file_path
    from public.courses as course
    where course.id = new.course_id;
    if not found then
        raise exception 'there is no course %', new.course_id
            using errcode = 'foreign_key_violation', schema = tg_table_schema, table = tg_table_name,
                  column = 'course_id';
    end if;
    return new;
end
$place$;

revoke all on function internal.place_material() from public;

comment on function internal.place_material() is
    'Completes a file name to the path of its course. Sees every course: what refuses a client are the rules, which look at the row afterwards.';

create trigger place_material
    before insert or update of file_path on public.materials
    for each row when (position('/' in new.file_path) = 0)
    execute function internal.place_material();

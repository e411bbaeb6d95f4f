-- Courses, their lessons, and the blocks that lessons are made of.
-- `final_assessment_id` and `assessment_id` get their foreign keys when there are assessments to point at.

create table public.courses (
    id uuid constraint courses_pkey primary key default gen_random_uuid(),
    title text not null,
    description text not null default '',
    instructor_id uuid not null,
    final_assessment_id uuid,
    tags text[] not null default '{}',
    difficulty_level public.difficulty_level not null default 'beginner',
    estimated_duration integer,
    is_published boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint courses_instructor_id_fkey foreign key (instructor_id) references public.profiles (id),
    constraint courses_title_check check (char_length(btrim(title)) between 1 and 255),
    constraint courses_tags_check check (array_position(tags, null) is null),
    constraint courses_estimated_duration_check check (estimated_duration > 0)
);

create index idx_courses_instructor on public.courses (instructor_id);

create index idx_courses_published on public.courses (created_at) where is_published;

comment on table public.courses is 'A course belongs to one instructor and is a draft until it is published.';
comment on column public.courses.instructor_id is
    'Whose course it is. A person who has courses cannot be deleted: hand the courses over first.';
comment on column public.courses.estimated_duration is 'In minutes.';

create table public.lessons (
    id uuid constraint lessons_pkey primary key default gen_random_uuid(),
    course_id uuid not null,
    title text not null,
    description text not null default '',
    order_index integer not null,
    learning_objectives text[] not null default '{}',
    estimated_duration integer,
    assessment_id uuid,
    prerequisites uuid[] not null default '{}',
    is_published boolean not null default false,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint lessons_course_id_fkey foreign key (course_id) references public.courses (id) on delete cascade,
    constraint lessons_order_key unique (course_id, order_index) deferrable initially immediate,
    constraint lessons_id_course_id_key unique (id, course_id),
    constraint lessons_title_check check (char_length(btrim(title)) between 1 and 255),
    constraint lessons_order_index_check check (order_index >= 0),
    constraint lessons_learning_objectives_check check (array_position(learning_objectives, null) is null),
    constraint lessons_estimated_duration_check check (estimated_duration > 0),
    constraint lessons_prerequisites_check
        check (array_position(prerequisites, null) is null and not (id = any (prerequisites)))
);

comment on table public.lessons is 'The parts of a course, in order.';
comment on column public.lessons.prerequisites is
    'Lessons of the same course that come first. Triggers keep them so, and free of circles.';
comment on column public.lessons.estimated_duration is 'In minutes.';
comment on constraint lessons_order_key on public.lessons is
    'Looked at when a statement ends, so that one statement may put lessons into another order.';
comment on constraint lessons_id_course_id_key on public.lessons is
    'The target of foreign keys that hold a lesson to its course.';

create table public.content_blocks (
    id uuid constraint content_blocks_pkey primary key default gen_random_uuid(),
    lesson_id uuid not null,
    type public.content_type not null,
    content jsonb not null,
    order_index integer not null,
    metadata jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint content_blocks_lesson_id_fkey foreign key (lesson_id) references public.lessons (id) on delete cascade,
    constraint content_blocks_order_key unique (lesson_id, order_index) deferrable initially immediate,
    constraint content_blocks_content_check check (
        jsonb_typeof(content) = 'object'
        and case type
            when 'rich_text' then coalesce(content -> 'rich_text' ?& array['html', 'plain_text'], false)
            when 'image' then coalesce(content -> 'image' ?& array['url', 'alt_text'], false)
            when 'video' then coalesce(content -> 'video' ? 'url', false)
            when 'file' then coalesce(content -> 'file' ?& array['url', 'filename', 'file_type', 'file_size'], false)
            when 'youtube' then
                coalesce(content -> 'youtube' ?& array['video_id', 'title', 'thumbnail_url', 'duration'], false)
        end
    ),
    constraint content_blocks_order_index_check check (order_index >= 0),
    constraint content_blocks_metadata_check check (jsonb_typeof(metadata) = 'object')
);

comment on table public.content_blocks is 'What a lesson shows, block by block.';
comment on column public.content_blocks.content is
    'An object whose key is the type of the block: {"image": {"url": …, "alt_text": …}}.';

create function internal.check_prerequisites() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $check$
declare
    missing uuid;
begin
    -- Whoever changes the order of one course waits for whoever is changing it now, so that two halves of a circle cannot pass.
    perform from public.courses where id = new.course_id for no key update;

    select wanted.id into missing
    from unnest(new.prerequisites) as wanted (id)
    where not exists (select from public.lessons as other where other.id = wanted.id and other.course_id = new.course_id);
    if found then
        raise exception 'lesson % is not in this course', missing
            using errcode = 'foreign_key_violation', schema = tg_table_schema, table = tg_table_name,
                  column = 'prerequisites';
    end if;

    if exists (
        with recursive needed (id) as (
            select unnest(new.prerequisites)
            union
            select unnest(lesson.prerequisites) from needed join public.lessons as lesson on lesson.id = needed.id
        )
        select from needed where needed.id = new.id
    ) then
        raise exception 'lesson % would come before itself', new.id
            using errcode = 'check_violation', schema = tg_table_schema, table = tg_table_name,
                  column = 'prerequisites';
    end if;
    return null;
end
$check$;

revoke all on function internal.check_prerequisites() from public;

comment on function internal.check_prerequisites() is
    'An array has no foreign keys: this stands in for them, and refuses circles.';

create constraint trigger check_prerequisites
    after insert or update of prerequisites, course_id on public.lessons
    for each row when (new.prerequisites <> '{}')
    execute function internal.check_prerequisites();

create function internal.forget_lesson() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $forget$
begin
    -- The same row that check_prerequisites waits for: nobody can come to need the lesson meanwhile.
    perform from public.courses where id = old.course_id for no key update;

    update public.lessons
    set prerequisites = array_remove(prerequisites, old.id)
    where course_id = old.course_id and prerequisites @> array[old.id];
    return null;
end
$forget$;

revoke all on function internal.forget_lesson() from public;

comment on function internal.forget_lesson() is
    'Takes a lesson that is gone, or gone to another course, out of the prerequisites of the others.';

create trigger forget_deleted_lesson
    after delete on public.lessons
    for each row execute function internal.forget_lesson();

create trigger forget_moved_lesson
    after update of course_id on public.lessons
    for each row when (old.course_id <> new.course_id)
    execute function internal.forget_lesson();

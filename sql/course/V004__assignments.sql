-- Assignments of the course.

create table assignments (
    id uuid default gen_random_uuid() constraint assignments_pkey primary key,
    created_by uuid,
    title text not null,
    instructions text not null default '',
    points integer not null default 0,
    published_at timestamptz,
    due_at timestamptz,
    closes_at timestamptz,
    edited_at timestamptz,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint assignments_created_by_fkey foreign key (created_by) references members (user_id) on delete set null,
    constraint assignments_title_check check (char_length(btrim(title)) between 1 and 200),
    constraint assignments_instructions_check check (char_length(instructions) <= 50000),
    constraint assignments_points_check check (points between 0 and 10000),
    constraint assignments_closes_at_check check (closes_at >= due_at)
);

create index assignments_created_by_idx on assignments (created_by);

create index assignments_due_at_idx on assignments (due_at) where deleted_at is null;

alter table assignments enable row level security;

select close_to_clients('assignments'::regclass);

create trigger touch_updated_at
    before update on assignments
    for each row execute function touch_updated_at();

create trigger mark_edited
    before update of title, instructions, points, due_at on assignments
    for each row
    when (
        (old.title, old.instructions, old.points, old.due_at)
            is distinct from (new.title, new.instructions, new.points, new.due_at)
    )
    execute function mark_edited();

comment on table assignments is 'What members are asked to do. A draft until published_at has come.';
comment on column assignments.created_by is 'Null when the person was erased.';
comment on column assignments.points is 'What completing it is worth. Changing it does not change points already awarded.';
comment on column assignments.published_at is 'Null: a draft. In the future: announced by then.';
comment on column assignments.due_at is 'Later completions count as late. Null: never late.';
comment on column assignments.closes_at is 'No completion is taken afterwards. Null: never closes.';
comment on column assignments.edited_at is 'Last change of what members were asked to do, set by a trigger.';
comment on column assignments.deleted_at is 'Not null: hidden. Points awarded for it are kept.';

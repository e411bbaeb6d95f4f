-- Who completed which assignment.

create table assignment_completions (
    assignment_id uuid not null,
    user_id uuid not null,
    points_awarded integer not null default 0,
    note text not null default '',
    completed_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint assignment_completions_pkey primary key (assignment_id, user_id),
    constraint assignment_completions_assignment_id_fkey
        foreign key (assignment_id) references assignments (id) on delete cascade,
    constraint assignment_completions_user_id_fkey
        foreign key (user_id) references members (user_id) on delete cascade,
    constraint assignment_completions_points_awarded_check check (points_awarded between 0 and 20000),
    constraint assignment_completions_note_check check (char_length(note) <= 2000)
);

create index assignment_completions_user_id_idx on assignment_completions (user_id, completed_at desc);

alter table assignment_completions enable row level security;

select close_to_clients('assignment_completions'::regclass);

create trigger touch_updated_at
    before update on assignment_completions
    for each row execute function touch_updated_at();

comment on table assignment_completions is 'One row a member and assignment: done. Taking it back is deleting the row.';
comment on column assignment_completions.points_awarded is
    'May be above the assignment''s points: extra credit. Kept when the assignment''s points change later.';
comment on column assignment_completions.note is 'From the person who completed it.';

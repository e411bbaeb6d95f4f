-- Comments on posts and assignments, with replies.

create table comments (
    id uuid default gen_random_uuid() constraint comments_pkey primary key,
    post_id uuid,
    assignment_id uuid,
    parent_id uuid,
    author_id uuid,
    body text not null,
    edited_at timestamptz,
    deleted_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint comments_post_id_fkey foreign key (post_id) references posts (id) on delete cascade,
    constraint comments_assignment_id_fkey foreign key (assignment_id) references assignments (id) on delete cascade,
    constraint comments_parent_id_fkey foreign key (parent_id) references comments (id) on delete cascade,
    constraint comments_author_id_fkey foreign key (author_id) references members (user_id) on delete set null,
    constraint comments_subject_check check (num_nonnulls(post_id, assignment_id) = 1),
    constraint comments_parent_id_check check (parent_id <> id),
    constraint comments_body_check check (char_length(body) between 1 and 10000)
);

create index comments_post_id_idx on comments (post_id, created_at);

create index comments_assignment_id_idx on comments (assignment_id, created_at);

create index comments_parent_id_idx on comments (parent_id);

create index comments_author_id_idx on comments (author_id, created_at desc);

alter table comments enable row level security;

select close_to_clients('comments'::regclass);

-- A comment never changes its subject, so a reply that was in its parent's thread when written stays in it: no lock is needed.
create function keep_comment_in_thread() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $keep$
declare
    parent_elsewhere boolean;
begin
    perform set_config('search_path', format('%I, pg_temp', tg_table_schema), true);
    if tg_op = 'UPDATE' then
        if (old.post_id, old.assignment_id) is distinct from (new.post_id, new.assignment_id) then
            raise exception 'a comment cannot be moved to another post or assignment'
                using errcode = 'restrict_violation', schema = tg_table_schema, table = tg_table_name;
        end if;
    end if;
    select (parent.post_id, parent.assignment_id) is distinct from (new.post_id, new.assignment_id)
      into parent_elsewhere
      from comments parent
     where parent.id = new.parent_id;
    if parent_elsewhere then
        raise exception 'a reply must be on the same post or assignment as its parent'
            using errcode = 'foreign_key_violation', schema = tg_table_schema, table = tg_table_name;
    end if;
    return null;
end
$keep$;

select close_to_clients('keep_comment_in_thread()'::regprocedure);

comment on function keep_comment_in_thread() is 'Refuses a reply outside its parent''s thread, and moving a comment.';

create trigger keep_comment_in_thread
    after insert or update of post_id, assignment_id, parent_id on comments
    for each row execute function keep_comment_in_thread();

create trigger touch_updated_at
    before update on comments
    for each row execute function touch_updated_at();

create trigger mark_edited
    before update of body on comments
    for each row
    when (old.body is distinct from new.body)
    execute function mark_edited();

comment on table comments is 'Comments and replies; each stands on one post or one assignment.';
comment on column comments.parent_id is 'The comment that it answers, on the same subject. Null: answers the subject.';
comment on column comments.author_id is 'Null when the person was erased.';
comment on column comments.edited_at is 'Last change of the body, set by a trigger.';
comment on column comments.deleted_at is 'Not null: shown as deleted, so that the replies keep their place.';

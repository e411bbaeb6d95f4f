-- Reactions to posts and comments.

create table reactions (
    id uuid default gen_random_uuid() constraint reactions_pkey primary key,
    user_id uuid not null,
    post_id uuid,
    comment_id uuid,
    kind text not null default 'like',
    recipient_id uuid,
    created_at timestamptz not null default now(),
    constraint reactions_user_id_fkey foreign key (user_id) references members (user_id) on delete cascade,
    constraint reactions_post_id_fkey foreign key (post_id) references posts (id) on delete cascade,
    constraint reactions_comment_id_fkey foreign key (comment_id) references comments (id) on delete cascade,
    constraint reactions_recipient_id_fkey foreign key (recipient_id) references members (user_id) on delete set null,
    constraint reactions_post_id_user_id_kind_key unique (post_id, user_id, kind),
    constraint reactions_comment_id_user_id_kind_key unique (comment_id, user_id, kind),
    constraint reactions_subject_check check (num_nonnulls(post_id, comment_id) = 1),
    constraint reactions_kind_check check (kind in ('like', 'love', 'celebrate', 'insightful', 'curious'))
);

create index reactions_user_id_idx on reactions (user_id);

create index reactions_recipient_id_idx on reactions (recipient_id);

alter table reactions enable row level security;

select close_to_clients('reactions'::regclass);

create function address_reaction() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $address$
begin
    perform set_config('search_path', format('%I, pg_temp', tg_table_schema), true);
    if new.post_id is not null then
        select author_id into new.recipient_id from posts where id = new.post_id;
    else
        select author_id into new.recipient_id from comments where id = new.comment_id;
    end if;
    return new;
end
$address$;

select close_to_clients('address_reaction()'::regprocedure);

comment on function address_reaction() is 'Fills recipient_id, whatever the statement says.';

create trigger address_reaction
    before insert or update of post_id, comment_id on reactions
    for each row execute function address_reaction();

comment on table reactions is 'One row a person, subject and kind of reaction.';
comment on column reactions.recipient_id is
    'Author of the subject, set by a trigger. Kept here because the subject is gone when its reactions are deleted with it.';

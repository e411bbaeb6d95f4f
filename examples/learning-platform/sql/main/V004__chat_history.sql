-- Conversations of a course, and the search for those that are about the same thing.

create table public.chat_history (
    id uuid constraint chat_history_pkey primary key default extensions.uuid_generate_v4(),
    course_id uuid not null,
    history jsonb[] not null default '{}',
    embedding extensions.vector(384),
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint chat_history_course_id_fkey foreign key (course_id) references public.courses (id) on delete cascade,
    constraint chat_history_array_check check (
        coalesce(array_ndims(history), 1) = 1
        and not jsonb_path_exists(to_jsonb(history), 'strict $[*] ? (@.type() != "object")')
    ),
    constraint chat_history_role_check check (
        cardinality(history) = jsonb_array_length(jsonb_path_query_array(to_jsonb(history), 'strict $[*] ? (
            @.role == "user" || @.role == "model")'))
    ),
    constraint chat_history_content_check check (
        cardinality(history) = jsonb_array_length(jsonb_path_query_array(to_jsonb(history), 'strict $[*] ? (
            @.content.type() == "string" && @.content like_regex "\\S")'))
    )
);

create index idx_chat_history_course_id on public.chat_history (course_id);

create index chat_history_embedding_idx on public.chat_history
    using hnsw (embedding extensions.vector_cosine_ops);

comment on table public.chat_history is 'Conversations with the model, message by message: {"role": "user" or "model", "content": …}.';
comment on column public.chat_history.embedding is 'Of the whole conversation; null until it is made, and then not found by the search.';

create function public.match_chat_history(
    query_embedding extensions.vector,
    match_threshold double precision default 0.7,
    match_count integer default 5
)
    returns table (
        id uuid,
        course_id uuid,
        history jsonb[],
        similarity double precision,
        created_at timestamptz
    )
    language sql
    stable
    security invoker
    set search_path = ''
as $match$
    select nearest.id, nearest.course_id, nearest.history, 1 - nearest.distance, nearest.created_at
    from (
        select chat.id, chat.course_id, chat.history, chat.created_at,
               chat.embedding operator(extensions.<=>) query_embedding as distance
        from public.chat_history as chat
        where chat.embedding is not null
        order by chat.embedding operator(extensions.<=>) query_embedding
        limit least(greatest(match_count, 0), 100)
    ) as nearest
    where 1 - nearest.distance >= match_threshold
    order by nearest.distance
$match$;

revoke all on function public.match_chat_history(extensions.vector, double precision, integer) from public;

comment on function public.match_chat_history(extensions.vector, double precision, integer) is
    'The conversations nearest to an embedding, of those that the caller may see: row level security is the caller''s.';

-- The index gives the nearest rows of everybody, and row level security throws away those of others: of 40 looked at, none may be the
-- caller's. From 0.8 on pgvector goes on until there are enough. Loaded first, so that the setting is known to be its own.
do $iterate$
begin
    perform '[1]'::extensions.vector;
    if exists (
        select from pg_catalog.pg_extension
        where extname = 'vector' and string_to_array(extversion, '.')::integer[] >= array[0, 8]
    ) then
        alter function public.match_chat_history(extensions.vector, double precision, integer)
            set hnsw.iterative_scan = 'strict_order';
    end if;
end
$iterate$;

-- Counts everything anew, where no trigger could: after TRUNCATE, and after a bulk load with triggers switched off.

create function rebuild_stats(in_schema regnamespace) returns void
    language plpgsql
    set search_path = ''
as $rebuild$
begin
    perform set_config('search_path', format('%s, pg_temp', in_schema), true);

    lock table members, posts, comments, reactions, assignment_completions in share row exclusive mode;

    insert into member_stats
    select * from counted_member_stats
    on conflict (user_id) do update
       set posts = excluded.posts,
           comments = excluded.comments,
           reactions_given = excluded.reactions_given,
           reactions_received = excluded.reactions_received,
           completions = excluded.completions,
           points = excluded.points;

    insert into post_stats
    select * from counted_post_stats
    on conflict (post_id) do update
       set comments = excluded.comments,
           reactions = excluded.reactions;
end
$rebuild$;

select close_to_clients('rebuild_stats(regnamespace)'::regprocedure);

comment on function rebuild_stats(regnamespace) is
    'Counts everything in a course''s schema anew, for a bulk load that ran without triggers. Writers wait meanwhile.';

create function recount_after_truncate() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $recount$
begin
    perform set_config('search_path', format('%I, pg_temp', tg_table_schema), true);
    perform rebuild_stats(format('%I', tg_table_schema)::regnamespace);
    return null;
end
$recount$;

select close_to_clients('recount_after_truncate()'::regprocedure);

comment on function recount_after_truncate() is 'Counts anew: TRUNCATE tells no trigger which rows went.';

create trigger recount_after_truncate
    after truncate on members
    for each statement execute function recount_after_truncate();

create trigger recount_after_truncate
    after truncate on posts
    for each statement execute function recount_after_truncate();

create trigger recount_after_truncate
    after truncate on comments
    for each statement execute function recount_after_truncate();

create trigger recount_after_truncate
    after truncate on reactions
    for each statement execute function recount_after_truncate();

create trigger recount_after_truncate
    after truncate on assignment_completions
    for each statement execute function recount_after_truncate();

-- Keeps the counters of reactions and completions, in the same way.

create function count_reactions() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $count$
declare
    sign constant integer := tg_argv[0]::integer;
begin
    perform set_config('search_path', format('%I, pg_temp', tg_table_schema), true);

    perform from member_stats
      where user_id in (select user_id from changed union all select recipient_id from changed)
      order by user_id
        for no key update;
    update member_stats s
       set reactions_given = s.reactions_given + sign * d.given,
           reactions_received = s.reactions_received + sign * d.received
      from (
            select person, sum(given) as given, sum(received) as received
              from (
                    select user_id as person, 1 as given, 0 as received from changed
                    union all
                    select recipient_id, 0, 1 from changed
                   ) part
             group by person
           ) d
     where s.user_id = d.person;

    perform from post_stats
      where post_id in (select post_id from changed)
      order by post_id
        for no key update;
    update post_stats s
       set reactions = s.reactions + sign * d.reactions
      from (select post_id, count(*) as reactions from changed group by post_id) d
     where s.post_id = d.post_id;
    return null;
end
$count$;

select close_to_clients('count_reactions()'::regprocedure);

comment on function count_reactions() is 'Adds the statement''s reactions to the counters of givers, receivers and posts.';

create function count_completions() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $count$
declare
    sign constant integer := tg_argv[0]::integer;
begin
    perform set_config('search_path', format('%I, pg_temp', tg_table_schema), true);

    perform from member_stats
      where user_id in (select user_id from changed)
      order by user_id
        for no key update;
    update member_stats s
       set completions = s.completions + sign * d.completions,
           points = s.points + sign * d.points
      from (
            select user_id, count(*) as completions, sum(points_awarded) as points
              from changed
             group by user_id
           ) d
     where s.user_id = d.user_id;
    return null;
end
$count$;

select close_to_clients('count_completions()'::regprocedure);

comment on function count_completions() is 'Adds the statement''s completions and points to the counters of members.';

create trigger count_inserted
    after insert on reactions
    referencing new table as changed
    for each statement execute function count_reactions('1');

create trigger count_deleted
    after delete on reactions
    referencing old table as changed
    for each statement execute function count_reactions('-1');

create trigger count_before_update
    after update on reactions
    referencing old table as changed
    for each statement execute function count_reactions('-1');

create trigger count_after_update
    after update on reactions
    referencing new table as changed
    for each statement execute function count_reactions('1');

create trigger count_inserted
    after insert on assignment_completions
    referencing new table as changed
    for each statement execute function count_completions('1');

create trigger count_deleted
    after delete on assignment_completions
    referencing old table as changed
    for each statement execute function count_completions('-1');

create trigger count_before_update
    after update on assignment_completions
    referencing old table as changed
    for each statement execute function count_completions('-1');

create trigger count_after_update
    after update on assignment_completions
    referencing new table as changed
    for each statement execute function count_completions('1');

-- Keeps the counters of posts and comments. A function here sees the rows of one statement as `changed`, and its trigger
-- names the sign to count them with: 1 for rows as they are now, -1 for rows as they were. An update is both.
-- They run as their owner: whoever posts need not be able to write counters.

create function open_member_stats() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $open$
begin
    perform set_config('search_path', format('%I, pg_temp', tg_table_schema), true);
    insert into member_stats (user_id) select user_id from changed;
    return null;
end
$open$;

select close_to_clients('open_member_stats()'::regprocedure);

comment on function open_member_stats() is 'Gives each new member a row of zeroes.';

create function open_post_stats() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $open$
begin
    perform set_config('search_path', format('%I, pg_temp', tg_table_schema), true);
    insert into post_stats (post_id) select id from changed;
    return null;
end
$open$;

select close_to_clients('open_post_stats()'::regprocedure);

comment on function open_post_stats() is 'Gives each new post a row of zeroes.';

create function count_posts() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $count$
declare
    sign constant integer := tg_argv[0]::integer;
begin
    perform set_config('search_path', format('%I, pg_temp', tg_table_schema), true);

    perform from member_stats
      where user_id in (select author_id from changed)
      order by user_id
        for no key update;
    update member_stats s
       set posts = s.posts + sign * d.posts
      from (select author_id, count(*) as posts from changed where deleted_at is null group by author_id) d
     where s.user_id = d.author_id;
    return null;
end
$count$;

select close_to_clients('count_posts()'::regprocedure);

comment on function count_posts() is 'Adds the statement''s posts to their authors'' counters, with the sign of the trigger.';

create function count_comments() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $count$
declare
    sign constant integer := tg_argv[0]::integer;
begin
    perform set_config('search_path', format('%I, pg_temp', tg_table_schema), true);

    perform from member_stats
      where user_id in (select author_id from changed)
      order by user_id
        for no key update;
    update member_stats s
       set comments = s.comments + sign * d.comments
      from (select author_id, count(*) as comments from changed where deleted_at is null group by author_id) d
     where s.user_id = d.author_id;

    perform from post_stats
      where post_id in (select post_id from changed)
      order by post_id
        for no key update;
    update post_stats s
       set comments = s.comments + sign * d.comments
      from (select post_id, count(*) as comments from changed where deleted_at is null group by post_id) d
     where s.post_id = d.post_id;
    return null;
end
$count$;

select close_to_clients('count_comments()'::regprocedure);

comment on function count_comments() is 'Adds the statement''s comments to the counters of authors and posts.';

create trigger open_stats
    after insert on members
    referencing new table as changed
    for each statement execute function open_member_stats();

create trigger open_stats
    after insert on posts
    referencing new table as changed
    for each statement execute function open_post_stats();

create trigger count_inserted
    after insert on posts
    referencing new table as changed
    for each statement execute function count_posts('1');

create trigger count_deleted
    after delete on posts
    referencing old table as changed
    for each statement execute function count_posts('-1');

create trigger count_before_update
    after update on posts
    referencing old table as changed
    for each statement execute function count_posts('-1');

create trigger count_after_update
    after update on posts
    referencing new table as changed
    for each statement execute function count_posts('1');

create trigger count_inserted
    after insert on comments
    referencing new table as changed
    for each statement execute function count_comments('1');

create trigger count_deleted
    after delete on comments
    referencing old table as changed
    for each statement execute function count_comments('-1');

create trigger count_before_update
    after update on comments
    referencing old table as changed
    for each statement execute function count_comments('-1');

create trigger count_after_update
    after update on comments
    referencing new table as changed
    for each statement execute function count_comments('1');

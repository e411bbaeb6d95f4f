-- Counters of members and posts: reading a leaderboard must not count the whole course.
-- Statement triggers add what a statement added and take off what it removed. `n = n + 1` under the row's lock is right
-- at any concurrency. Rows are locked in key order, members before posts, so that the counters make no two plain statements
-- deadlock. A real DELETE of a busy post or member cascades in several turns and can; it is rare, because people delete by
-- deleted_at, and whoever does it tries again.

create table member_stats (
    user_id uuid constraint member_stats_pkey primary key,
    posts bigint not null default 0,
    comments bigint not null default 0,
    reactions_given bigint not null default 0,
    reactions_received bigint not null default 0,
    completions bigint not null default 0,
    points bigint not null default 0,
    constraint member_stats_user_id_fkey foreign key (user_id) references members (user_id) on delete cascade,
    constraint member_stats_counts_check check (
        least(posts, comments, reactions_given, reactions_received, completions, points) >= 0
    )
);

create index member_stats_points_idx on member_stats (points desc, completions desc, user_id);

alter table member_stats enable row level security;

select close_to_clients('member_stats'::regclass);

comment on table member_stats is 'Counters of each member, kept by triggers. Nothing else writes here.';
comment on column member_stats.posts is 'Posts that are not deleted.';
comment on column member_stats.comments is 'Comments that are not deleted.';
comment on column member_stats.reactions_received is 'Reactions of anybody to their posts and comments.';
comment on column member_stats.points is 'Sum of points_awarded.';

create table post_stats (
    post_id uuid constraint post_stats_pkey primary key,
    comments bigint not null default 0,
    reactions bigint not null default 0,
    constraint post_stats_post_id_fkey foreign key (post_id) references posts (id) on delete cascade,
    constraint post_stats_counts_check check (least(comments, reactions) >= 0)
);

alter table post_stats enable row level security;

select close_to_clients('post_stats'::regclass);

comment on table post_stats is 'Counters of each post, kept by triggers. Nothing else writes here.';
comment on column post_stats.comments is 'Comments and replies that are not deleted.';

create view counted_member_stats with (security_invoker = true) as
select
    m.user_id,
    (select count(*) from posts p where p.author_id = m.user_id and p.deleted_at is null) as posts,
    (select count(*) from comments c where c.author_id = m.user_id and c.deleted_at is null) as comments,
    (select count(*) from reactions r where r.user_id = m.user_id) as reactions_given,
    (select count(*) from reactions r where r.recipient_id = m.user_id) as reactions_received,
    (select count(*) from assignment_completions a where a.user_id = m.user_id) as completions,
    (select coalesce(sum(a.points_awarded), 0)::bigint from assignment_completions a where a.user_id = m.user_id) as points
from members m;

select close_to_clients('counted_member_stats'::regclass);

comment on view counted_member_stats is 'What member_stats must say, counted anew. Slow: for checks and repair.';

create view counted_post_stats with (security_invoker = true) as
select
    p.id as post_id,
    (select count(*) from comments c where c.post_id = p.id and c.deleted_at is null) as comments,
    (select count(*) from reactions r where r.post_id = p.id) as reactions
from posts p;

select close_to_clients('counted_post_stats'::regclass);

comment on view counted_post_stats is 'What post_stats must say, counted anew. Slow: for checks and repair.';

insert into member_stats select * from counted_member_stats;

insert into post_stats select * from counted_post_stats;

-- What people look at: who leads, how an assignment goes, how the course goes.

create view leaderboard with (security_invoker = true) as
select
    rank() over (order by s.points desc, s.completions desc) as place,
    s.user_id,
    m.display_name,
    s.points,
    s.completions,
    s.posts,
    s.comments,
    s.reactions_received
from member_stats s
join members m on m.user_id = s.user_id
where m.role = 'member' and m.state = 'active';

select close_to_clients('leaderboard'::regclass);

comment on view leaderboard is 'Active members by points, then by completions; equals share a place. Admins do not compete.';

create view assignment_stats with (security_invoker = true) as
select
    a.id as assignment_id,
    count(c.user_id) as completions,
    count(c.user_id) filter (where a.due_at is null or c.completed_at <= a.due_at) as on_time,
    round(avg(c.points_awarded), 2) as average_points
from assignments a
left join assignment_completions c on c.assignment_id = a.id
where a.deleted_at is null
group by a.id;

select close_to_clients('assignment_stats'::regclass);

comment on view assignment_stats is 'How many completed each assignment, how many of them in time, and what they were awarded.';

create view course_stats with (security_invoker = true) as
select
    (select count(*) from members where state = 'active') as active_members,
    (select count(*) from posts where deleted_at is null) as posts,
    (select count(*) from comments where deleted_at is null) as comments,
    (select count(*) from assignments where deleted_at is null and published_at <= now()) as published_assignments,
    (select count(*) from assignment_completions) as completions;

select close_to_clients('course_stats'::regclass);

comment on view course_stats is 'The course in one row.';

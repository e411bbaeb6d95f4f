-- A worker's turn, one message: what it has ended, what that means for the rollout, and which courses it takes next.
-- What it has ended counts only while the course is still its own: the delivery says so.
with ended as (
update provost.rollout_courses c
set state = e.state, reason = e.reason, leased_until = null,
    ended_at = case when e.state operator(pg_catalog.=) 'pending' then null else pg_catalog.clock_timestamp() end,
    version_before = coalesce(e.version_before, c.version_before), version_after = coalesce(e.version_after, c.version_after),
    steps = c.steps operator(pg_catalog.+) e.steps, seconds = e.seconds, error = e.error
from pg_catalog.jsonb_to_recordset({{ ended | literal }}::pg_catalog.jsonb) as e (course text, delivery int4, state text, reason text,
    version_before text, version_after text, steps int4, seconds float8, error jsonb)
where c.epoch operator(pg_catalog.=) {{ epoch | literal }} and c.course operator(pg_catalog.=) e.course
  and c.delivery operator(pg_catalog.=) e.delivery and c.worker operator(pg_catalog.=) {{ worker | literal }}
  and c.state operator(pg_catalog.=) 'running'
-- Without a version its database was not looked at.
returning c.course, c.version_after, e.steps, c.version_after is not null as is_known
)
{%- if registry %}, told as (
{% include "registry/brought.sql" %}
)
{%- endif %}
select course from ended;

-- Too many have failed, or a canary is not well: nothing new begins.
update provost.rollouts r
set state = 'stopped', ended_at = pg_catalog.clock_timestamp(), stopped_by = why.words
from (
    select case
        when pg_catalog.count(*) filter (where c.state operator(pg_catalog.=) 'failed') operator(pg_catalog.>) r.max_failures then 'failures'
        when r.canaries operator(pg_catalog.>) 0 and pg_catalog.bool_or(c.wave operator(pg_catalog.=) 0 and c.state in ('failed', 'quarantined'))
            then 'canary'
        end as words
    from provost.rollouts r join provost.rollout_courses c on c.epoch operator(pg_catalog.=) r.epoch
    where r.epoch operator(pg_catalog.=) {{ epoch | literal }} and c.state in ('failed', 'quarantined')
    group by r.max_failures, r.canaries
) why
where r.epoch operator(pg_catalog.=) {{ epoch | literal }} and r.state operator(pg_catalog.=) 'running' and r.max_failures is not null
  and why.words is not null;

update provost.rollouts r set state = 'done', ended_at = pg_catalog.clock_timestamp()
where r.epoch operator(pg_catalog.=) {{ epoch | literal }} and r.state operator(pg_catalog.=) 'running'
  and not exists (select from provost.rollout_courses c
                  where c.epoch operator(pg_catalog.=) r.epoch and c.state in ('pending', 'running'));

-- The wave in front, and in it at most so many courses of one server at a time, whoever works on them. A course whose lease has run out
-- is anybody's, but for the worker that still has it in its hands.
with front as materialized (
    select pg_catalog.min(wave) as wave from provost.rollout_courses
    where epoch operator(pg_catalog.=) {{ epoch | literal }} and state in ('pending', 'running')
), busy as materialized (
    select c.server, pg_catalog.count(*) as courses from provost.rollout_courses c
    where c.epoch operator(pg_catalog.=) {{ epoch | literal }} and c.state operator(pg_catalog.=) 'running'
      and c.leased_until operator(pg_catalog.>) pg_catalog.clock_timestamp()
    group by c.server
), waiting as (
    select c.course, c.place, r.per_server, r.lease_seconds,
        pg_catalog.row_number() over (partition by c.server order by c.place) operator(pg_catalog.+) coalesce(b.courses, 0) as turn
    from provost.rollouts r
    join provost.rollout_courses c on c.epoch operator(pg_catalog.=) r.epoch
    join front f on f.wave operator(pg_catalog.=) c.wave
    left join busy b on b.server operator(pg_catalog.=) c.server
    where r.epoch operator(pg_catalog.=) {{ epoch | literal }} and r.state operator(pg_catalog.=) 'running'
      and (c.state operator(pg_catalog.=) 'pending' or c.state operator(pg_catalog.=) 'running'
           and c.leased_until operator(pg_catalog.<=) pg_catalog.clock_timestamp()
           and not {{ held | literal }}::pg_catalog.jsonb operator(pg_catalog.?) c.course)
), next as materialized (
    -- Some more than are free: other workers may be taking the first of them.
    select * from waiting where turn operator(pg_catalog.<=) per_server
    order by place limit {{ free | literal }} operator(pg_catalog.*) 4
), taken as (
    select c.epoch, c.course, w.lease_seconds
    from next w join provost.rollout_courses c
        on c.epoch operator(pg_catalog.=) {{ epoch | literal }} and c.course operator(pg_catalog.=) w.course
    where (c.state operator(pg_catalog.=) 'pending' or c.state operator(pg_catalog.=) 'running'
           and c.leased_until operator(pg_catalog.<=) pg_catalog.clock_timestamp())
    order by w.place limit {{ free | literal }}
    for update of c skip locked
)
update provost.rollout_courses c
set state = 'running', worker = {{ worker | literal }}, delivery = c.delivery operator(pg_catalog.+) 1,
    leased_until = pg_catalog.clock_timestamp() operator(pg_catalog.+) pg_catalog.make_interval(secs => t.lease_seconds),
    began_at = pg_catalog.clock_timestamp(), ended_at = null, error = null
from taken t
where c.epoch operator(pg_catalog.=) t.epoch and c.course operator(pg_catalog.=) t.course
returning c.course, c.delivery;

select r.state, pg_catalog.count(c.course) filter (where c.state operator(pg_catalog.=) 'done'), pg_catalog.count(c.course)
from provost.rollouts r left join provost.rollout_courses c on c.epoch operator(pg_catalog.=) r.epoch
where r.epoch operator(pg_catalog.=) {{ epoch | literal }}
group by r.state;

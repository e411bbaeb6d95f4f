-- One rollout begins at a time. Who is at work on another one: its run and how many courses are in its workers' hands.
begin;
lock table provost.rollouts in share row exclusive mode;
select r.run, pg_catalog.count(*)
from provost.rollouts r join provost.rollout_courses c on c.epoch operator(pg_catalog.=) r.epoch
where r.state in ('running', 'stopped') and r.run operator(pg_catalog.<>) {{ run | literal }}
  and c.state operator(pg_catalog.=) 'running' and c.leased_until operator(pg_catalog.>) pg_catalog.clock_timestamp()
group by r.run order by r.run limit 1;

-- A worker lives: its leases run on. By the database's clock; a lease that has run out stays so, whoever comes first may have the course.
update provost.rollout_courses c
set leased_until = pg_catalog.clock_timestamp() operator(pg_catalog.+) pg_catalog.make_interval(secs => r.lease_seconds)
from provost.rollouts r
where r.epoch operator(pg_catalog.=) {{ epoch | literal }} and c.epoch operator(pg_catalog.=) r.epoch
  and c.worker operator(pg_catalog.=) {{ worker | literal }} and c.state operator(pg_catalog.=) 'running'
  and {{ held | literal }}::pg_catalog.jsonb operator(pg_catalog.?) c.course
  and c.leased_until operator(pg_catalog.>) pg_catalog.clock_timestamp()
returning c.course, c.delivery;

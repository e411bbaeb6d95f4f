-- The courses of a rollout, in their order. Columns: see `pg::fleet`.
select course, wave operator(pg_catalog.+) 1, state, reason, version_before, version_after, steps, seconds, delivery, worker, error
from provost.rollout_courses where epoch operator(pg_catalog.=) {{ epoch | literal }} order by place;

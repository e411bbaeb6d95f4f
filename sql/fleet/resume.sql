-- A rollout goes on: what failed has another try. Ends the transaction that `hold.sql` began.
update provost.rollout_courses set state = 'pending', reason = null, error = null
where epoch operator(pg_catalog.=) {{ epoch | literal }} and state in ('failed', 'quarantined');

update provost.rollouts set ended_at = null, stopped_by = null, may_lose = may_lose or {{ may_lose | literal }},
    max_failures = {% if keep_going %}null{% else %}max_failures{% endif %},
    state = 'running'
where epoch operator(pg_catalog.=) {{ epoch | literal }} and state in ('running', 'stopped', 'done');
commit;

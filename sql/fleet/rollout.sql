-- A rollout by its name, or the last ones. Columns: see `pg::fleet`.
select epoch, run, state, content, lease_seconds, may_lose, began_by,
    pg_catalog.to_char(pg_catalog.timezone('UTC', began_at), 'YYYY-MM-DD HH24:MI:SS"Z"'),
    pg_catalog.to_char(pg_catalog.timezone('UTC', ended_at), 'YYYY-MM-DD HH24:MI:SS"Z"'), stopped_by
from provost.rollouts
where {{ run | literal }} is null or run operator(pg_catalog.=) {{ run | literal }}
order by epoch desc limit {{ limit | literal }};

-- A rollout begins, and takes the place of those that nobody works on any more. Ends the transaction that `hold.sql` began.
update provost.rollout_courses c set state = 'skipped', leased_until = null
from provost.rollouts r
where r.epoch operator(pg_catalog.=) c.epoch and r.state in ('running', 'stopped') and c.state in ('pending', 'running');

update provost.rollouts set state = 'superseded', ended_at = pg_catalog.clock_timestamp() where state in ('running', 'stopped');

with opened as (
    insert into provost.rollouts (epoch, run, content, lease_seconds, per_server, canaries, max_failures, may_lose)
    select greatest(coalesce(pg_catalog.max(epoch), 0) operator(pg_catalog.+) 1,
            (extract(epoch from pg_catalog.clock_timestamp()) operator(pg_catalog.*) 1000)::pg_catalog.int8),
        {{ run | literal }}, {{ content | literal }}, {{ lease | literal }}, {{ per_server | literal }}, {{ canaries | literal }},
        {{ max_failures | literal }}, {{ may_lose | literal }}
    from provost.rollouts
    returning epoch
), given as (
    insert into provost.rollout_courses (epoch, course, place, wave, server)
    select o.epoch, c.course, c.place, c.wave, c.server
    from opened o, pg_catalog.jsonb_to_recordset({{ courses | literal }}::pg_catalog.jsonb)
        as c (course text, place int4, wave int4, server text)
)
select epoch from opened;
commit;

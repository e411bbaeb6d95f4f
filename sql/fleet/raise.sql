-- Raises the fence to our own token, or fails where a newer one stands there: the cast does, and names who has taken over.
with raised as (
    insert into provost.fence as f (one, epoch, delivery, run)
    values (true, {{ token.epoch | literal }}, {{ token.delivery | literal }}, {{ run | literal }})
    on conflict (one) do update
    set epoch = excluded.epoch, delivery = excluded.delivery, run = excluded.run, raised_at = pg_catalog.clock_timestamp()
    where row(f.epoch, f.delivery) operator(pg_catalog.<=) row(excluded.epoch, excluded.delivery)
    returning one
)
select case when pg_catalog.count(*) operator(pg_catalog.=) 0
    then pg_catalog.concat('fenced by ', (select s.run from provost.fence s))::pg_catalog.int4 end from raised;

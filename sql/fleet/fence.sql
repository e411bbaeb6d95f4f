create table if not exists provost.fence (
    one boolean primary key default true check (one),
    epoch int8 not null,
    delivery int4 not null,
    run text not null,
    raised_at timestamptz not null default clock_timestamp()
);
comment on table provost.fence is
    'The newest worker of a fleet that wrote here. One that was given this database before it, and wakes up late, is stopped by it.';

-- Before a statement of a no-transaction file, from here on its outcome is unknown; or after it, and it has ended well.
-- In a transaction, as the role that the run began as, whatever role the file has taken on.
set local role none;
insert into provost.journal (history, step, statement, digest, run, finished_at)
values ({{ label | literal }}, {{ step | literal }}, {{ statement | literal }}, {{ digest | literal }}, {{ run | literal }},
    case when {{ done | literal }} then pg_catalog.clock_timestamp() end)
on conflict (history, step, statement) do update
set digest = excluded.digest, run = excluded.run, finished_at = excluded.finished_at,
    started_at = case when {{ done | literal }} then journal.started_at else pg_catalog.clock_timestamp() end;

-- The statement has failed, which is known: what it finds next time is not its own doing.
set local role none;
delete from provost.journal
where history operator(pg_catalog.=) {{ label | literal }} and step operator(pg_catalog.=) {{ step | literal }}
  and statement operator(pg_catalog.=) {{ statement | literal }} and finished_at is null;

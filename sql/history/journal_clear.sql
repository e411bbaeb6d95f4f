-- The file is in history: its journal has served, and says when the file began.
update provost.applied set started_at = coalesce(
    (select pg_catalog.min(started_at) from provost.journal
     where history operator(pg_catalog.=) {{ label | literal }} and step operator(pg_catalog.=) {{ step | literal }}), started_at)
where history operator(pg_catalog.=) {{ label | literal }} and version operator(pg_catalog.=) {{ version | literal }};

delete from provost.journal
where history operator(pg_catalog.=) {{ label | literal }} and step operator(pg_catalog.=) {{ step | literal }};

-- What stands beside the history, for `status`: version, mode, who, run, seconds.
select version, mode, applied_by, run, extract(epoch from finished_at operator(pg_catalog.-) started_at)
from provost.applied where history operator(pg_catalog.=) {{ label | literal }} order by version;

-- A policy asks a function that is VOLATILE, or not PARALLEL SAFE.
--
-- Why: a volatile function is called again for each row even inside of `(select …)` conditions that
-- move, and can never be part of an index search. One that is not parallel safe leaves the whole query
-- to one process: 0 workers instead of 2.
--
-- Mend: `alter function … stable parallel safe`, where it only reads.
select 'policy-function-volatile', 'warning', f.label,
    format('policies ask `%s`, which is %s', f.label,
        concat_ws(' and ', case when f.provolatile = 'v' then 'volatile' end, case when f.proparallel <> 's' then 'not parallel safe' end)),
    format('alter function %s stable parallel safe', f.oid::regprocedure)
from functions f
where f.oid in (select function from asked)
  and f.nspname not in ('pg_catalog', 'auth', 'storage', 'extensions')
  and (f.provolatile = 'v' or f.proparallel <> 's')

-- A policy asks something that the people it is for may not use.
--
-- Why: a policy is evaluated with its reader's rights. Without the right to call a function or to read
-- another table it fails with `permission denied for function`, or for a table that nobody named; a
-- table with its own policies answers with fewer rows, in silence.
--
-- Mend: ask a set of `[sets]`, which reads with its owner's rights; or grant what the policy asks.
select 'reader-barred', 'error', w.label,
    format('policy `%s` asks `%s`, which `%s` may not use', w.label, w.asked, string_agg(distinct w.rolname, '`, `')),
    format('grant it, or make it a set under `[sets]`')
from (
    select p.label, f.oid::regprocedure::text as asked, c.rolname
    from policies p
    join asked a on a.policy = p.oid
    join pg_catalog.pg_proc f on f.oid = a.function
    join clients c on p.polroles && array[c.oid, 0::oid]
    where not has_function_privilege(c.oid, f.oid, 'EXECUTE')
    union
    select p.label, r.oid::regclass::text, c.rolname
    from policies p
    join pg_catalog.pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
      and d.refclassid = 'pg_class'::regclass and d.refobjid <> p.polrelid
    join pg_catalog.pg_class r on r.oid = d.refobjid
    join clients c on p.polroles && array[c.oid, 0::oid]
    where r.relkind <> 'S' and not has_any_column_privilege(c.oid, r.oid, 'SELECT')
) as w
group by w.label, w.asked

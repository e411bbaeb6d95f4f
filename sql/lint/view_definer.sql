-- A view that clients may read, or write through, uses its owner's rights.
--
-- Why: the owner's rights bypass the tables' policies. A plain view over a protected table showed three
-- rows instead of one, and an update through it changed somebody else's role.
--
-- Mend: `alter view … set (security_invoker = true)`, and name it under `[views]`.
select 'view-definer', 'security', v.label,
    format('`%s` may use view `%s`, which reads with its owner''s rights', string_agg(distinct r.rolname, '`, `'), v.label),
    format('alter view %I.%I set (security_invoker = true)', v.nspname, v.relname)
from relations v join rights r on r.relid = v.oid
where v.relkind = 'v'
  and not coalesce('security_invoker=true' = any (v.reloptions) or 'security_invoker=on' = any (v.reloptions), false)
group by v.oid, v.label, v.nspname, v.relname

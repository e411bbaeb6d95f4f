-- A table has restrictive policies and no permissive one.
--
-- Why: restrictive policies only take away. With nothing to take away from, nobody sees a row.
--
-- Mend: add a rule that lets somebody through, or drop the policies.
select 'policy-restrictive-only', 'error', t.label, format('all policies of `%s` only take away, so nobody sees a row', t.label),
    'add a rule that lets somebody through'::text
from relations t join policies p on p.polrelid = t.oid
group by t.oid, t.label
having not bool_or(p.polpermissive)

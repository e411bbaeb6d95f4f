-- A policy has no condition.
--
-- Why: `create policy … for all to role` is accepted, and lets nothing through: select, update and
-- delete saw no row, and insert was refused, without a word when the policy was made.
--
-- Mend: write the condition, `using (true) with check (true)` where all rows are meant.
select 'policy-empty', 'error', p.label, format('policy `%s` has no condition, and lets nothing through', p.label),
    format('in a migration: drop policy %I on %s', p.polname, p.polrelid::regclass)
from policies p
where (p.polcmd = 'a' and p.polwithcheck is null) or (p.polcmd <> 'a' and p.polqual is null)

-- A table, or a part of a partitioned one, that clients can reach has row level security off.
--
-- Why: whoever has a right on it has it on every row. `create table users_backup as …` and
-- `like … including all` copy the rows without the protection: anonymous readers saw all three of
-- three. A partition is a table of its own: the policies of the whole do not hold for it.
--
-- Mend: declare the table, and the rules turn it on; for a part, turn it on or revoke all rights on it.
select 'rls-off', 'security', t.label, format('clients can reach `%s`, and nothing protects its rows', t.label),
    format('alter table %I.%I enable row level security', t.nspname, t.relname)
from relations t
where t.relkind in ('r', 'p') and not t.relrowsecurity
  and (not t.relispartition or exists (select from rights r where r.relid = t.oid))

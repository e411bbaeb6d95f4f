-- A table has FORCE ROW LEVEL SECURITY, its owner is bound by it, and policies ask functions with an
-- owner's rights.
--
-- Why: the functions are then filtered by the very policies that ask them. For an owner who is a
-- member of the clients' role, instructors got `stack depth limit exceeded` and students nothing
-- wrong; for another, drafts and enrolments silently vanished.
--
-- Mend: `alter table … no force row level security`: clients never own tables.
select 'definer-forced', 'error', t.label,
    format('policies hold for the owner of `%s` too, `%s`, with whose rights they are decided', t.label, o.rolname),
    format('alter table %I.%I no force row level security', t.nspname, t.relname)
from relations t join pg_catalog.pg_roles o on o.oid = t.relowner
where t.relforcerowsecurity and not (o.rolsuper or o.rolbypassrls)
  and exists (select from functions f where f.prosecdef and f.nspname = {{ helpers | literal }})

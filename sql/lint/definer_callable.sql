-- Clients may call a function that runs with its owner's rights, and `[grants]` does not name it.
--
-- Why: every new function is executable by everybody. One with its owner's rights goes past all
-- policies: anonymous callers read a whole table, and `force row level security` changed nothing.
--
-- Mend: name it under `[grants]`, where it is meant for clients; else
-- `revoke execute on function … from public`, which `provost migrate up` does for what it finds.
select 'definer-callable', 'security', f.label,
    format('`%s` may call `%s`, which runs with its owner''s rights', string_agg(c.rolname, '`, `' order by c.rolname), f.label),
    format('name it under `[grants]`, or: revoke execute on function %s from public, %s', f.oid::regprocedure,
        string_agg(quote_ident(c.rolname), ', ' order by c.rolname))
from functions f join clients c on has_function_privilege(c.oid, f.oid, 'EXECUTE')
where f.is_exposed and f.prosecdef and f.prorettype <> 'trigger'::regtype
  and not exists (select from known k
      where k.nspname = f.nspname and k.proname = f.proname and k.arguments = oidvectortypes(f.proargtypes))
group by f.oid, f.label

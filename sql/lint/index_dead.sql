-- An index serves no query of clients, since its operators could tell what policies hide.
--
-- Why: PostgreSQL puts a condition before a policy only if its operator is known to leak nothing. Those
-- of enums, arrays, `jsonb`, `numeric`, `like` and text search are not: a filter on an enum cost 537
-- times as much for a client as for the owner, on text with a check 3 times.
--
-- Mend: nothing, where the backend or a function of your own searches; for clients: text with a check
-- instead of an enum, and search through a function that applies the rule itself.
select 'index-dead', 'note', t.label || '.' || i.relname, format('index `%s` of `%s` serves no query of clients: `%s` could leak', i.relname, t.label, o.opcname),
    null::text
from relations t
join pg_catalog.pg_index x on x.indrelid = t.oid and not x.indisunique and not x.indisexclusion
join pg_catalog.pg_class i on i.oid = x.indexrelid
join pg_catalog.pg_opclass o on o.oid = x.indclass[0]
where t.relrowsecurity
  and exists (select from policies p join clients c on p.polroles && array[c.oid, 0::oid]
      where p.polrelid = t.oid and p.polcmd in ('r', '*'))
  and exists (select from pg_catalog.pg_amop s where s.amopfamily = o.opcfamily and s.amoppurpose = 's')
  and not exists (select from pg_catalog.pg_amop s
      join pg_catalog.pg_operator op on op.oid = s.amopopr join pg_catalog.pg_proc f on f.oid = op.oprcode
      where s.amopfamily = o.opcfamily and s.amoppurpose = 's' and f.proleakproof
        and s.amoplefttype = o.opcintype)

-- Clients may read a materialized view or a foreign table.
--
-- Why: row level security does not exist for either. Whoever may read it reads all of it.
--
-- Mend: move it to a schema that clients cannot reach, and give them a function or a view over it.
select 'relation-unprotected', 'security', m.label,
    format('`%s` may read `%s`, a %s, whose rows nothing can protect', string_agg(distinct r.rolname, '`, `'), m.label,
        case m.relkind when 'm' then 'materialized view' else 'foreign table' end),
    format('revoke all on table %I.%I from %s', m.nspname, m.relname,
        string_agg(distinct case when r.grantee = 0 then 'public' else quote_ident(r.rolname) end, ', '))
from relations m join rights r on r.relid = m.oid
where m.relkind in ('m', 'f')
group by m.oid, m.label, m.nspname, m.relname, m.relkind

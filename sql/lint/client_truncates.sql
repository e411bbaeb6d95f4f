-- Clients have rights on a table that no policy limits: TRUNCATE, TRIGGER, REFERENCES, MAINTAIN.
--
-- Why: an anonymous caller who saw no row of a table ran `truncate`, and none was left. Supabase gives
-- these rights by default, with all the others.
--
-- Mend: declare the table, and `provost migrate up` takes all rights away that rules do not need.
select 'client-truncates', 'security', t.label,
    format('`%s` has %s on `%s`, which no policy limits', r.rolname, string_agg(r.privilege_type, ', ' order by r.privilege_type), t.label),
    format('revoke %s on table %I.%I from %s', lower(string_agg(r.privilege_type, ', ' order by r.privilege_type)), t.nspname, t.relname,
        case when r.grantee = 0 then 'public' else quote_ident(r.rolname) end)
from relations t join rights r on r.relid = t.oid
where r.privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES', 'MAINTAIN')
group by t.oid, t.label, t.nspname, t.relname, r.grantee, r.rolname

-- Rights on some columns stand beside the same right on the whole table.
--
-- Why: the right on the table holds for every column, so the list limits nothing. After
-- `grant update (name)` on a table whose default rights were still there, a student wrote `role`.
--
-- Mend: revoke the right on the table, which the rules do, and grant the columns again.
select 'column-grant-idle', 'error', t.label,
    format('`%s` has %s on all of `%s`, so the right on (%s) limits nothing', c.rolname, a.privilege_type, t.label,
        string_agg(k.attname, ', ' order by k.attnum)),
    format('revoke %s on table %I.%I from %I, then grant it on the columns again', lower(a.privilege_type), t.nspname, t.relname, c.rolname)
from relations t
join pg_catalog.pg_attribute k on k.attrelid = t.oid and k.attnum > 0 and not k.attisdropped
cross join lateral aclexplode(k.attacl) as a
join clients c on c.oid = a.grantee
join rights r on r.relid = t.oid and r.privilege_type = a.privilege_type and r.grantee in (a.grantee, 0)
group by t.oid, t.label, t.nspname, t.relname, c.rolname, a.privilege_type

-- The names of the vault's keys with how much each wraps, and the key of the audit trail as each master key wrapped it. Columns: see `pg::vault`.
select k.key_id, k.deployment_id, k.kind, k.state, k.source_hint, k.wrapped,
    pg_catalog.to_char(pg_catalog.timezone('UTC', k.created_at), 'YYYY-MM-DD HH24:MI:SS"Z"'),
    (select pg_catalog.count(*) from public.course_dek_wraps w where w.kek_id operator(pg_catalog.=) k.key_id)
from public.vault_keys k order by k.kind, k.state operator(pg_catalog.<>) 'active', k.created_at desc;
select key_id, kek_id, wrapped from internal.audit_key_wraps;

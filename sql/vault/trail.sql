-- Entries of the audit trail, a page at a time.
select seq, (extract(epoch from at) operator(pg_catalog.*) 1000000)::pg_catalog.int8, key_id, actor, host, run, action, course_id, outcome, detail, link
from internal.vault_audit where seq operator(pg_catalog.>) {{ after | literal }} order by seq limit {{ limit | literal }};

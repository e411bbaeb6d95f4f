-- The end of the audit trail, held until the next entry stands behind it.
begin;
select pg_catalog.pg_advisory_xact_lock(1886547830, 1635083369);
select pg_catalog.session_user() operator(pg_catalog.||) '', (extract(epoch from pg_catalog.clock_timestamp()) operator(pg_catalog.*) 1000000)::pg_catalog.int8,
    t.seq, t.link
from (select) one left join (select seq, link from internal.vault_audit order by seq desc limit 1) t on true;

-- Whether anything at all was written on the server since: every transaction that writes takes the next number. A cheap question, which a
-- busy server answers with no.
select pg_catalog.concat_ws(' ', c.system_identifier, pg_catalog.current_database(), pg_catalog.current_setting('server_version_num'),
    case when pg_catalog.pg_is_in_recovery() then 'recovery'
        else pg_catalog.substr(pg_catalog.pg_walfile_name(pg_catalog.pg_current_wal_lsn()), 1, 8) end,
    pg_catalog.pg_snapshot_xmin(s), pg_catalog.pg_snapshot_xmax(s)),
    pg_catalog.pg_snapshot_xmin(s) operator(pg_catalog.=) pg_catalog.pg_snapshot_xmax(s)
from pg_catalog.pg_control_system() c, pg_catalog.pg_current_snapshot() s;

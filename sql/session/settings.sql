-- Sets what every session of provost relies on and returns what the server then says of it, in one round trip.
-- $1 names, $2 values. A setting that the server's version does not have yet is left out of the answer.
select
    wanted.name,
    pg_catalog.set_config(wanted.name, wanted.value, false) as value,
    pg_catalog.pg_backend_pid() as pid
from unnest($1, $2) as wanted (name, value)
where pg_catalog.current_setting(wanted.name, true) is not null

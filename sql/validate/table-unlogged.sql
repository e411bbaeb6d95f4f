select 'warning' as severity, c.oid::regclass::text as object,
    format('`%s` is not logged: it is empty after a crash, and no replica or backup of the log has it', c.oid::regclass) as message,
    format('alter table %s set logged', c.oid::regclass) as fix
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and c.relpersistence = 'u' and n.nspname = any (current_setting('provost.schemas')::text[])
order by 2

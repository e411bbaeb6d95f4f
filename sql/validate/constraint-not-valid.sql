select 'warning' as severity, format('%s.%s', k.conrelid::regclass, k.conname) as object,
    format('%s `%s` of `%s` holds for new rows only', case k.contype when 'f' then 'foreign key' else 'check' end, k.conname, k.conrelid::regclass) as message,
    format('alter table %s validate constraint %I', k.conrelid::regclass, k.conname) as fix
from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_namespace n on n.oid = c.relnamespace
where not k.convalidated and k.contype in ('f', 'c') and n.nspname = any (current_setting('provost.schemas')::text[])
order by 2

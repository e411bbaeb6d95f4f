select 'warning' as severity, format('%s.%s', k.conrelid::regclass, a.attname) as object,
    format('`%s.%s` is %s, and refers to `%s.%s`, which is %s', k.conrelid::regclass, a.attname, format_type(a.atttypid, null),
        k.confrelid::regclass, f.attname, format_type(f.atttypid, null)) as message,
    format('alter table %s alter column %I type %s', k.conrelid::regclass, a.attname, format_type(f.atttypid, null)) as fix
from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_namespace n on n.oid = c.relnamespace
cross join lateral unnest(k.conkey, k.confkey) as pair (here, there)
join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.here
join pg_attribute f on f.attrelid = k.confrelid and f.attnum = pair.there
where k.contype = 'f' and k.conparentid = 0 and a.atttypid <> f.atttypid and n.nspname = any (current_setting('provost.schemas')::text[])
order by 2

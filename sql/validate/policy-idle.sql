select 'security' as severity, c.oid::regclass::text as object,
    format('`%s` has %s, and row level security is off', c.oid::regclass,
        case count(*) when 1 then 'a policy' else count(*) || ' policies' end) as message,
    format('alter table %s enable row level security', c.oid::regclass) as fix
from pg_policy p
join pg_class c on c.oid = p.polrelid
join pg_namespace n on n.oid = c.relnamespace
where not c.relrowsecurity and n.nspname = any (current_setting('provost.schemas')::text[])
group by c.oid
order by 2

select 'warning' as severity, c.oid::regclass::text as object, format('`%s` has no primary key', c.oid::regclass) as message,
    format('alter table %s add primary key (…)', c.oid::regclass) as fix
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any (current_setting('provost.schemas')::text[])
  and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'p')
  and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
order by 2

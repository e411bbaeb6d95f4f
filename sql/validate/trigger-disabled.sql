select distinct 'error' as severity, format('%s.%s', t.tgrelid::regclass, coalesce(k.conname, t.tgname)) as object,
    case when t.tgisinternal then format('foreign key `%s` of `%s` is not checked: its triggers are disabled', coalesce(k.conname, t.tgname), t.tgrelid::regclass)
        else format('trigger `%s` of `%s` is disabled', t.tgname, t.tgrelid::regclass) end as message,
    format('alter table %s enable trigger %s', t.tgrelid::regclass, case when t.tgisinternal then 'all' else quote_ident(t.tgname) end) as fix
from pg_trigger t
join pg_class c on c.oid = t.tgrelid
join pg_namespace n on n.oid = c.relnamespace
join pg_proc p on p.oid = t.tgfoid
join pg_namespace f on f.oid = p.pronamespace
left join pg_constraint k on k.oid = t.tgconstraint
where t.tgenabled = 'D'
  and (n.nspname = any (current_setting('provost.schemas')::text[]) or f.nspname = any (current_setting('provost.schemas')::text[]))
order by 2, 3

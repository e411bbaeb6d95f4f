-- One line an object: what it is, what it is called, what it is made of. Everything that a migration could leave behind,
-- except the history of migrations itself.
with schemas as (
    select oid, nspname from pg_namespace
     where nspname not in ('pg_catalog', 'information_schema', 'provost') and nspname not like 'pg\_%'
)
select format('schema %I %s %s', n.nspname, n.nspowner::regrole, n.nspacl)
  from pg_namespace n join schemas using (oid)
union all
select format('relation %I.%I %s %s %s %s %s %s', n.nspname, c.relname, c.relkind, c.relowner::regrole,
              c.relrowsecurity, c.relforcerowsecurity, c.relacl, c.reloptions)
  from pg_class c join schemas n on n.oid = c.relnamespace
union all
select format('column %s.%I %s %s not null %s default %s generated %L identity %L %s', a.attrelid::regclass, a.attname,
              row_number() over (partition by a.attrelid order by a.attnum), format_type(a.atttypid, a.atttypmod),
              a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attgenerated, a.attidentity, a.attacl)
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join schemas n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where a.attnum > 0 and not a.attisdropped
union all
select format('constraint %s %I %s %s', k.conrelid::regclass, k.conname, k.convalidated, pg_get_constraintdef(k.oid))
  from pg_constraint k join schemas n on n.oid = k.connamespace
union all
select format('index %s %s', i.indexrelid::regclass, pg_get_indexdef(i.indexrelid))
  from pg_index i join pg_class c on c.oid = i.indexrelid join schemas n on n.oid = c.relnamespace
union all
select format('trigger %s %I %s %s', t.tgrelid::regclass, t.tgname, t.tgenabled, pg_get_triggerdef(t.oid))
  from pg_trigger t join pg_class c on c.oid = t.tgrelid join schemas n on n.oid = c.relnamespace where not t.tgisinternal
union all
select format('function %s %s %s %s', p.oid::regprocedure, p.proowner::regrole, p.proacl, pg_get_functiondef(p.oid))
  from pg_proc p join schemas n on n.oid = p.pronamespace where p.prokind in ('f', 'p')
union all
select format('view %s %s', c.oid::regclass, pg_get_viewdef(c.oid))
  from pg_class c join schemas n on n.oid = c.relnamespace where c.relkind in ('v', 'm')
union all
select format('policy %s %I %s %s %s %s', p.polrelid::regclass, p.polname, p.polcmd, p.polroles,
              pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  from pg_policy p
union all
select format('default privileges %s %s %s %s', d.defaclrole::regrole, d.defaclnamespace::regnamespace, d.defaclobjtype, d.defaclacl)
  from pg_default_acl d
union all
select format('type %I.%I %s %s', n.nspname, t.typname, t.typtype, t.typacl)
  from pg_type t join schemas n on n.oid = t.typnamespace where t.typtype <> 'c' and t.typcategory <> 'A'
union all
select format('comment %s %L', o.identity, d.description)
  from pg_description d, pg_identify_object(d.classoid, d.objoid, d.objsubid) o
 where coalesce(o.schema, o.identity) not in ('pg_catalog', 'information_schema', 'provost')
union all
select format('event trigger %I %s', e.evtname, e.evtenabled) from pg_event_trigger e
union all
select format('extension %I', x.extname) from pg_extension x
 order by 1

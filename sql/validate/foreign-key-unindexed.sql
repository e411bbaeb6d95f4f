select 'warning' as severity, format('%s.%s', k.conrelid::regclass, k.conname) as object,
    format('no index leads with the columns of the foreign key `%s` of `%s`', k.conname, k.conrelid::regclass) as message,
    format('create index concurrently on %s (%s)', k.conrelid::regclass,
        (select string_agg(quote_ident(a.attname), ', ' order by u.place)
         from unnest(k.conkey) with ordinality as u (attnum, place)
         join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.attnum)) as fix
from pg_constraint k
join pg_class c on c.oid = k.conrelid
join pg_namespace n on n.oid = c.relnamespace
where k.contype = 'f' and k.conparentid = 0 and n.nspname = any (current_setting('provost.schemas')::text[])
  and not exists (
    select from pg_index i
    where i.indrelid = k.conrelid and i.indisvalid and i.indpred is null
      and (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey and k.conkey @> (i.indkey::int2[])[0:cardinality(k.conkey) - 1])
order by 2

-- An index begins like another one, and does nothing that the other does not.
--
-- Why: every write keeps both. Foreign keys and policies are served by the longer one.
--
-- Mend: drop it in a migration.
select 'index-redundant', 'warning', t.label || '.' || i.relname,
    format('index `%s` of `%s` is the beginning of `%s`', i.relname, t.label, (array_agg(l.relname order by l.relname))[1]),
    format('in a migration: drop index concurrently %I.%I', t.nspname, i.relname)
from relations t
join pg_catalog.pg_index x on x.indrelid = t.oid and not x.indisunique and not x.indisexclusion
join pg_catalog.pg_class i on i.oid = x.indexrelid
join pg_catalog.pg_index y on y.indrelid = t.oid and y.indexrelid <> x.indexrelid and y.indisvalid
join pg_catalog.pg_class l on l.oid = y.indexrelid and l.relam = i.relam
join pg_catalog.pg_am m on m.oid = i.relam and m.amname = 'btree'
where x.indpred is null and y.indpred is null and x.indexprs is null and y.indexprs is null
  and (string_to_array(y.indkey::text, ' '))[1:x.indnkeyatts] = (string_to_array(x.indkey::text, ' '))[1:x.indnkeyatts]
  and (string_to_array(y.indclass::text, ' '))[1:x.indnkeyatts] = string_to_array(x.indclass::text, ' ')
  and (string_to_array(y.indoption::text, ' '))[1:x.indnkeyatts] = string_to_array(x.indoption::text, ' ')
  and (string_to_array(y.indcollation::text, ' '))[1:x.indnkeyatts] = string_to_array(x.indcollation::text, ' ')
  and x.indnatts <= y.indnkeyatts
  and (y.indnkeyatts > x.indnkeyatts or y.indisunique or y.indexrelid < x.indexrelid)
group by t.oid, t.label, t.nspname, i.oid, i.relname

-- `ts_stat` runs a query that is made here: the one way to ask each table for its greatest key in one question.
with owned as materialized (
    select s.seqrelid, s.seqstart, s.seqincrement, a.attrelid, a.attname, d.refobjid, d.refobjsubid
    from pg_sequence s
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.seqrelid and d.refclassid = 'pg_class'::regclass
        and d.refobjsubid > 0 and d.deptype in ('a', 'i')
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    where s.seqincrement > 0 and a.atttypid in ('int2'::regtype, 'int4'::regtype, 'int8'::regtype)
      and n.nspname = any (current_setting('provost.schemas')::text[])
      and has_schema_privilege(n.oid, 'usage') and has_column_privilege(a.attrelid, a.attnum, 'select')
      and has_sequence_privilege(s.seqrelid, 'select, usage')
), known as materialized (
    select owned.*, coalesce(pg_sequence_last_value(seqrelid::regclass), seqstart - seqincrement) as given,
        (select word::bigint from ts_stat(format('select array_to_tsvector(array[max(%I)::text]) from %s having max(%I) is not null', attname, attrelid::regclass, attname))) as greatest
    from owned
)
select 'error' as severity, format('%s.%s', attrelid::regclass, attname) as object,
    format('the sequence of `%s.%s` is behind: it gave %s, and the greatest key is %s', attrelid::regclass, attname, given, greatest) as message,
    format('select setval(%L, (select max(%I) from %s))', seqrelid::regclass, attname, attrelid::regclass) as fix
from known
where greatest > given
order by 2

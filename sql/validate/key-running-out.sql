with keys as materialized (
    select s.seqrelid, a.attrelid, a.attname, a.atttypid,
        least(s.seqmax, case a.atttypid when 'int2'::regtype then 32767 when 'int4'::regtype then 2147483647 else s.seqmax end) as most
    from pg_sequence s
    join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = s.seqrelid and d.refclassid = 'pg_class'::regclass
        and d.refobjsubid > 0 and d.deptype in ('a', 'i')
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    join pg_class c on c.oid = a.attrelid
    join pg_namespace n on n.oid = c.relnamespace
    where s.seqincrement > 0 and not s.seqcycle and n.nspname = any (current_setting('provost.schemas')::text[])
      and has_schema_privilege(n.oid, 'usage') and has_sequence_privilege(s.seqrelid, 'select, usage')
), used as (
    select keys.*, pg_sequence_last_value(seqrelid::regclass)::numeric / most as part from keys
)
select case when part >= 0.95 then 'error' else 'warning' end as severity, format('%s.%s', attrelid::regclass, attname) as object,
    format('the keys of `%s.%s` run out: %s of 100 are used', attrelid::regclass, attname, trunc(part * 100)) as message,
    format('alter table %s alter column %I type bigint, which rewrites it: plan the time', attrelid::regclass, attname) as fix
from used
where part >= 0.8
order by 2

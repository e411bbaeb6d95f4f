-- Everything that a run could leave behind, as one hash: the rows of the system catalogs for every schema that is not the server's own.
-- Numbers that the server itself keeps up to date in the background are left out.
with schemas as (
    select oid from pg_namespace where nspname not like 'pg\_%' and nspname <> 'information_schema'
),
relations as (select c.* from pg_class c join schemas s on s.oid = c.relnamespace),
lines (line) as (
    select n::text from pg_namespace n join schemas using (oid)
    union all
    select (to_jsonb(c) - '{relpages,reltuples,relallvisible,relallfrozen,relfrozenxid,relminmxid}'::text[])::text from relations c
    union all
    select a::text from pg_attribute a join relations c on c.oid = a.attrelid
    union all
    select d::text from pg_attrdef d
    union all
    select k::text from pg_constraint k join schemas s on s.oid = k.connamespace
    union all
    select i::text from pg_index i join relations c on c.oid = i.indexrelid
    union all
    select p::text from pg_proc p join schemas s on s.oid = p.pronamespace
    union all
    select t::text from pg_trigger t
    union all
    select r::text from pg_policy r
    union all
    select y::text from pg_type y join schemas s on s.oid = y.typnamespace
    union all
    select e::text from pg_enum e
    union all
    select v::text from pg_rewrite v join relations c on c.oid = v.ev_class
    union all
    select x::text from pg_extension x
    union all
    select b::text from pg_default_acl b
    union all
    select m::text from pg_description m where m.objoid in (select oid from relations union select oid from schemas)
)
select coalesce(md5(string_agg(line, E'\n' order by line)), '') from lines

-- The parent of a function is the types of its arguments: several can have one name.
select 'function', s.nspname, pg_catalog.oidvectortypes(p.proargtypes), p.proname::text,
    'pg_catalog.pg_proc'::pg_catalog.regclass::oid, p.oid, 0, p.proowner, p.proacl, 'f'::"char",
    pg_catalog.jsonb_build_object(
        'form', case p.prokind when 'p' then 'procedure' when 'a' then 'aggregate' else 'function' end,
        'window', case when p.prokind = 'w' then true end,
        'arguments', pg_catalog.pg_get_function_arguments(p.oid),
        'returns', pg_catalog.pg_get_function_result(p.oid),
        'language', l.lanname,
        'body', coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc),
        'binary', p.probin,
        'security', case when p.prosecdef then 'definer' else 'invoker' end,
        'volatility', case p.provolatile when 'i' then 'immutable' when 's' then 'stable' else 'volatile' end,
        'parallel', case p.proparallel when 's' then 'safe' when 'r' then 'restricted' else 'unsafe' end,
        'strict', p.proisstrict,
        'leakproof', p.proleakproof,
        'cost', p.procost,
        'rows', p.prorows,
        'support', nullif(p.prosupport::oid, 0)::pg_catalog.regproc::text,
        'settings', coalesce((select pg_catalog.jsonb_agg(c order by c collate "C") from pg_catalog.unnest(p.proconfig) c), '[]'),
        'aggregate', (
            select pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
                'step', a.aggtransfn::pg_catalog.regproc::text, 'state', pg_catalog.format_type(a.aggtranstype, null),
                'final', nullif(a.aggfinalfn::oid, 0)::pg_catalog.regproc::text,
                'combine', nullif(a.aggcombinefn::oid, 0)::pg_catalog.regproc::text, 'initial', a.agginitval,
                'form', nullif(a.aggkind, 'n')))
            from pg_catalog.pg_aggregate a where a.aggfnoid = p.oid),
        '@sql', case when p.prokind <> 'a' then pg_catalog.rtrim(pg_catalog.pg_get_functiondef(p.oid), E' \n') end)
from pg_catalog.pg_proc p
join spaces s on s.oid = p.pronamespace
join pg_catalog.pg_language l on l.oid = p.prolang
-- A range type brings its constructors, which are internal to it.
where not exists (
    select from pg_catalog.pg_depend d
    where d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass and d.objid = p.oid and d.deptype = 'i')

-- A function with its owner's rights looks for names where its caller can put things.
--
-- Why: `pg_temp` comes first unless it is named, also under `set search_path = public`: after
-- `create temp table users (…)` with one row, the role function answered `superadmin`.
--
-- Mend: `set search_path = ''` and schemas before all names; or `pg_temp` as the last word.
select 'search-path-open', 'error', f.label,
    format('`%s` runs with its owner''s rights and %s', f.label,
        case when s.path is null then 'its caller''s search path' else format('looks in `pg_temp` before `%s`', s.path) end),
    format('alter function %s set search_path = %s, and schemas before the names in it', f.oid::regprocedure, quote_literal(''))
from functions f
left join lateral (
    select substr(c.setting, 13) as path from unnest(f.proconfig) as c (setting) where c.setting like 'search\_path=%'
) as s on true
where f.prosecdef
  and (f.is_exposed or f.nspname = {{ helpers | literal }}
    or exists (select from pg_catalog.pg_trigger t join relations r on r.oid = t.tgrelid where t.tgfoid = f.oid))
  and (s.path is null or (s.path not in ('', '""') and s.path !~ 'pg_temp"?$'))

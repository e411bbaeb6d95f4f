-- A policy calls a function for each row.
--
-- Why: `get_current_user_role() in (…)` and `is_owner(course_id)` cost 6 to 24 s for a million rows,
-- longer than an API waits. Inside of `(select …)` a function is called once: 0.1 s.
--
-- Mend: `(select f())` for what does not depend on the row; a set of ids for what does.
select 'policy-per-row', 'warning', c.label, format('policy `%s` calls `%s` for each row', c.label, string_agg(distinct c.proname, '`, `')),
    'write `(select f())`, or make the function a set under `[sets]`'::text
from (
    select p.oid, p.label, p.condition, f.proname::text from policies p
    join asked a on a.policy = p.oid join pg_catalog.pg_proc f on f.oid = a.function
    union select p.oid, p.label, p.condition, 'current_setting' from policies p
) as c
where c.proname ~ '^\w+$'
  and (select count(*) from regexp_matches(c.condition, '\m' || c.proname || '\(', 'g'))
    > (select count(*) from regexp_matches(c.condition, 'SELECT (unnest\()?(\w+\.)?' || c.proname || '\(', 'g'))
group by c.oid, c.label

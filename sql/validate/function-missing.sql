select 'error' as severity, needed.name as object,
    format('`%s` is not there, and the rules count on it', needed.name) as message,
    'run `provost migrate up`, which makes it' as fix
from unnest(current_setting('provost.functions')::text[]) as needed (name)
where to_regprocedure(needed.name) is null

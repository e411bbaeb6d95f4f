with named as (
    select p.polrelid, p.polname, p.polcmd, r.oid as role, r.rolname
    from pg_policy p
    join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace
    join pg_roles r on r.oid = any (p.polroles)
        or (0::oid = any (p.polroles) and r.rolname = any (current_setting('provost.clients')::text[]))
    where p.polpermissive and n.nspname = any (current_setting('provost.schemas')::text[])
      and not r.rolsuper and not r.rolbypassrls
), needed as (
    select named.*, word
    from named
    cross join lateral unnest(case polcmd when 'r' then '{select}' when 'a' then '{insert}' when 'w' then '{update}' when 'd' then '{delete}'
        else '{select,insert,update,delete}' end::text[]) as word
), missing as (
    select polrelid, polname, rolname, string_agg(word, ', ') as words
    from needed
    group by polrelid, polname, polcmd, role, rolname
    having not bool_or(case word when 'delete' then has_table_privilege(role, polrelid, word)
        else has_any_column_privilege(role, polrelid, word) end)
)
select 'error' as severity, format('%s.%s', polrelid::regclass, polname) as object,
    format('policy `%s` on `%s` is for `%s`, who has no right to %s', polname, polrelid::regclass, rolname, words) as message,
    format('grant %s on %s to %I', words, polrelid::regclass, rolname) as fix
from missing
order by 2, rolname

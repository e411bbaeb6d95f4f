-- What is wrong in a catalog: a row for each finding. Every rule is a file of its own and reads the lists below: schemas that clients
-- reach, the roles of clients, roles that row level security must bind, tables and views that clients can name, policies on them.
with exposed as (
    select n.oid, n.nspname from pg_catalog.pg_namespace n
    where n.nspname = any (array[{% for schema in exposed %}{% if not loop.first %}, {% endif %}{{ schema | literal }}{% endfor %}]::text[])
), clients as (
    select r.oid, r.rolname from pg_catalog.pg_roles r
    where r.rolname = any (array[{% for role in clients %}{% if not loop.first %}, {% endif %}{{ role | literal }}{% endfor %}]::text[])
), bound as (
    select r.oid, r.rolname, r.rolsuper or r.rolbypassrls as bypasses from pg_catalog.pg_roles r
    where r.rolname = any (array[{% for role in bound %}{% if not loop.first %}, {% endif %}{{ role | literal }}{% endfor %}]::text[])
), known (nspname, proname, arguments) as (
    select null::text, null::text, null::text
    {%- for function in known %}
    union all select {{ function.schema | literal }}, {{ function.name | literal }}, {{ function.arguments | literal }}
    {%- endfor %}
), relations as (
    select c.*, e.nspname, case when e.nspname = 'public' then '' else e.nspname || '.' end || c.relname as label
    from pg_catalog.pg_class c join exposed e on e.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and e.nspname || '.' || c.relname <> all (array[{% for table in unmanaged %}{% if not loop.first %}, {% endif %}{{ table | literal }}{% endfor %}]::text[])
      and not exists (select from pg_catalog.pg_depend d
          where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
), rights as (
    select r.oid as relid, a.grantee, a.privilege_type, coalesce(c.rolname, 'public') as rolname
    from relations r
    cross join lateral aclexplode(coalesce(r.relacl, acldefault('r', r.relowner))) as a
    left join clients c on c.oid = a.grantee
    where c.oid is not null or a.grantee = 0
), functions as (
    select p.*, n.nspname, n.oid in (select oid from exposed) as is_exposed,
        case when n.nspname = 'public' then '' else n.nspname || '.' end || p.proname || '(' || oidvectortypes(p.proargtypes) || ')' as label
    from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where not exists (select from pg_catalog.pg_depend d
        where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
), policies as (
    select p.*, t.nspname, t.label || '.' || p.polname as label,
        concat_ws(' ', pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)) as condition
    from pg_catalog.pg_policy p join relations t on t.oid = p.polrelid
), asked as (
    select p.oid as policy, d.refobjid as function
    from policies p join pg_catalog.pg_depend d
      on d.classid = 'pg_policy'::regclass and d.objid = p.oid and d.refclassid = 'pg_proc'::regclass
    group by p.oid, d.refobjid
)
select found.rule, found.severity, found.object, found.message, found.fix
from (
{%- for rule in rules %}
{%- if not loop.first %}
union all{% endif %}
({{ rule }})
{%- endfor %}
) as found (rule, severity, object, message, fix)
order by found.rule, found.object, found.message

-- Whether anything in the catalogs that a snapshot reads has changed, without reading what they say: each row's version, counted from one
-- transaction. What is changed has a newer version, so the sum moves, and what is gone moves the count. Two that are equal were taken of
-- one database with one catalog; a copy or a restore of it has another number, or versions of its own. Rows that PostgreSQL itself was
-- born with have no age and stay out. Names count too where only other objects' texts hold them. The first word is the transaction that is counted from.
with here (oid, since) as (
    select oid, {% if since %}{{ since | literal }}{% else %}pg_catalog.pg_snapshot_xmin(pg_catalog.pg_current_snapshot())::pg_catalog.text{% endif %}
    from pg_catalog.pg_database where datname operator(pg_catalog.=) pg_catalog.current_database()
), row_age (age) as (
    select pg_catalog.age(xmin) from pg_catalog.pg_namespace
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_enum
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_policy
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_default_acl
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_extension
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_publication
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_publication_rel
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_publication_namespace
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_event_trigger
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_statistic_ext
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_sequence
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_inherits
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_trigger
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_index
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_constraint
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_auth_members
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_attrdef
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_range
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_foreign_server
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_foreign_table
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_partitioned_table
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_class where oid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_type where oid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_rewrite where oid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_proc where oid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_attribute where attrelid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_description where objoid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_collation where oid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_operator where oid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_opclass where oid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_ts_config where oid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_ts_dict where oid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_language where oid operator(pg_catalog.>=) 16384
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_depend where deptype operator(pg_catalog.=) 'e'
    union all
    select pg_catalog.age(xmin) from pg_catalog.pg_database where datname operator(pg_catalog.=) pg_catalog.current_database()
    {%- if buckets %}
    union all
    select pg_catalog.age(xmin) from storage.buckets
    {%- endif %}
)
select pg_catalog.concat_ws(' ', h.since, c.system_identifier, h.oid, pg_catalog.current_setting('server_version_num'),
    r.count, r.sum operator(pg_catalog.-) (r.count operator(pg_catalog.*) pg_catalog.age(h.since::pg_catalog.xid)),
    (select pg_catalog.md5(pg_catalog.string_agg(pg_catalog.concat_ws(' ', oid, rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb,
        rolcanlogin, rolreplication, rolbypassrls), ',' order by oid)) from pg_catalog.pg_roles))
from here h, pg_catalog.pg_control_system() c,
    (select pg_catalog.count(*), pg_catalog.sum(age) from row_age where age operator(pg_catalog.<) 2147483647) r;

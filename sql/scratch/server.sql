-- What the role may do on this server, what the server lacks, and what changes how it writes expressions down.
select
    current_user,
    role.rolsuper,
    role.rolsuper or role.rolcreatedb,
    pg_is_in_recovery(),
    (select coalesce(json_agg(wanted.name), '[]') from jsonb_array_elements_text({{ extensions | literal }}) as wanted (name)
     where wanted.name not in (select name from pg_available_extensions)),
    concat_ws(' ', version(), current_user, role.rolsuper,
        (select concat_ws(' ', encoding, datlocprovider, datcollate, datctype) from pg_database where datname = 'template0'),
        (select string_agg(available.name || available.default_version, ' ' order by available.name)
         from pg_available_extensions as available
         where available.name in (select * from jsonb_array_elements_text({{ extensions | literal }}))))
from pg_roles as role
where role.rolname = current_user;

do $role$
begin
    if not exists (select from pg_catalog.pg_roles where rolname = {{ name | literal }}) then
        create role {{ name | ident }} {% if login %}login{% else %}nologin{% endif %} nobypassrls;
    end if;
    {%- if login %}
    if not pg_catalog.pg_has_role({{ name | literal }}, {{ member_of | literal }}, 'member') then
        grant {{ member_of | ident }} to {{ name | ident }};
    end if;
    {%- else %}
    if not pg_catalog.pg_has_role(current_user, {{ name | literal }}, 'member') then
        grant {{ name | ident }} to current_user;
    end if;
    {%- endif %}
end
$role$;
{%- if login %}
alter role {{ name | ident }} set search_path to {{ schema | ident }};
{%- endif %}

-- A course is closed for now, opened again, or over. The division fails where its state was another than the person saw.
with changed as (
    update public.courses set state = {{ to | literal }},
        suspended_at = {% if to == "suspended" %}pg_catalog.now(){% else %}null{% endif %},
        archived_at = {% if to == "archived" %}pg_catalog.now(){% else %}null{% endif %}
    where id operator(pg_catalog.=) {{ course | literal }} and state operator(pg_catalog.=) {{ from | literal }}
    returning id
)
select 1 operator(pg_catalog./) pg_catalog.count(*) from changed;

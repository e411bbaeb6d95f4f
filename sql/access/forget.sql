{%- if objects %}
delete from provost.access a
using (values
    {%- for object in objects %}
    {% if not loop.first %}, {% endif %}({{ object.kind | literal }}, {{ object.schema | literal }}, {{ object.parent | literal }}, {{ object.name | literal }})
    {%- endfor %}
) as gone (kind, schema, parent, name)
where a.history = {{ label | literal }} and a.kind = gone.kind and a.schema = gone.schema and a.parent = gone.parent and a.name = gone.name;
{%- else %}
select 1;
{%- endif %}

set local search_path to default;

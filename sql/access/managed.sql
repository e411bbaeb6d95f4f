-- What was generated for this target, and how it stands now.
with wanted as (
    select a.kind, a.schema, a.parent, a.name, a.source, a.form as recorded, a.tree from provost.access a where a.history = {{ label | literal }}
), forms as (
    {% include "access/forms.sql" %}
)
select w.kind, w.schema, w.parent, w.name, w.source, w.recorded, f.form
from wanted w left join forms f using (kind, schema, parent, name)
order by w.kind, w.schema, w.parent, w.name;

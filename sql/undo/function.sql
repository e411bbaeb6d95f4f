{% if wanted.form == "aggregate" %}{% if phase == "create" %}create aggregate {{ schema | ident }}.{{ name | ident }}({{ wanted.arguments }}) (
    sfunc = {{ wanted.aggregate.step }}, stype = {{ wanted.aggregate.state }}
    {%- if wanted.aggregate.final %}, finalfunc = {{ wanted.aggregate.final }}{% endif %}
    {%- if wanted.aggregate.combine %}, combinefunc = {{ wanted.aggregate.combine }}{% endif %}
    {%- if wanted.aggregate.has_initial %}, initcond = {{ wanted.aggregate.initial | literal }}{% endif %}, parallel = {{ wanted.parallel | keyword }});{% endif %}
{%- else %}{{ wanted.sql }};
{%- endif %}

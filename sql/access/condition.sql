{%- for branch in branches %}
{%- if not loop.first %}
        or {% endif %}
{%- if branches | length > 1 and branch.terms | length > 1 %}({% endif %}
{%- for term in branch.terms %}
{%- if not loop.first %} and {% endif %}
{%- if term.is == 'everything' %}true
{%- elif term.is == 'own' %}{{ row }}{{ term.column | ident }} = (select {{ uid }})
{%- elif term.is == 'any_of' %}{{ row }}{{ term.column | ident }} = any ((select {{ helpers | ident }}.{{ term.set | ident }}(){% if term.roles %} where {% include "access/has_role.sql" %}{% endif %})::{{ term.type | keyword }}[])
{%- elif term.is == 'among' %}{{ row }}{{ term.column | ident }} in (select unnest({{ helpers | ident }}.{{ term.set | ident }}()){% if term.roles %} where {% include "access/has_role.sql" %}{% endif %})
{%- elif term.is == 'flag' %}{% if not term.wanted %}not {% endif %}{{ row }}{{ term.column | ident }}
{%- elif term.is == 'open' %}{{ row }}{{ term.column | ident }} is {% if not term.wanted %}not {% endif %}null
{%- elif term.is == 'value' %}{{ row }}{{ term.column | ident }} {% if term.wanted %}={% else %}<>{% endif %} {{ term.value | literal }}
{%- elif term.is == 'expression' %}({{ term.sql }})
{%- elif term.is == 'role' %}{% include "access/has_role.sql" %}
{%- elif term.is == 'range' %}
{%- for column in term.columns %}
{%- if not loop.first %} and {% endif %}
{{- column.name | ident }}{% if column.type == 'text' %} collate "C"{% endif %} between (select {{ helpers | ident }}.{{ ('lowest_' ~ column.type) | ident }}({{ term.list | literal }})) and (select {{ helpers | ident }}.{{ ('highest_' ~ column.type) | ident }}({{ term.list | literal }}))
{%- endfor %}
{%- elif term.is == 'bucket' %}bucket_id = {{ term.bucket | literal }}
{%- elif term.is == 'own_folder' %}name collate "C" >= (select {{ uid }}::text || '/') and name collate "C" < (select {{ uid }}::text || '0')
{%- elif term.is == 'set_folder' %}exists (select from unnest((select {{ helpers | ident }}.{{ term.set | ident }}())::text[]) as folder (id) where starts_with(name, folder.id || '/'))
{%- endif %}
{%- endfor %}
{%- if branches | length > 1 and branch.terms | length > 1 %}){% endif %}
{%- endfor %}

-- An object as ALTER, COMMENT and DROP name it.
{% if kind == "column" %}column {{ schema | ident }}.{{ parent | ident }}.{{ name | ident }}
{%- elif kind == "constraint" or kind == "policy" or kind == "trigger" or kind == "rule" %}{{ word | keyword }} {{ name | ident }} on {{ schema | ident }}.{{ parent | ident }}
{%- elif kind == "domain_constraint" %}constraint {{ name | ident }} on domain {{ schema | ident }}.{{ parent | ident }}
{%- elif kind == "function" %}{{ word | keyword }} {{ schema | ident }}.{{ name | ident }}({{ parent | keyword }})
{%- elif schema %}{{ word | keyword }} {{ schema | ident }}.{{ name | ident }}
{%- else %}{{ word | keyword }} {{ name | ident }}
{%- endif %}

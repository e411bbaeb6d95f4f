-- One change of one role's rights.
{{ verb | keyword }} {{ privileges | keyword }}{% if column %} ({{ column | ident }}){% endif %} on {{ on }} {{ towards | keyword }} {% if role == "public" %}public{% else %}{{ role | ident }}{% endif %}{% if option %} with grant option{% endif %};

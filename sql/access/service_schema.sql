grant usage on schema {{ schema | ident }} to {% for role in readers %}{% if not loop.first %}, {% endif %}{{ role | ident }}{% endfor %};

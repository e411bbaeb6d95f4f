drop policy {{ policy | ident }} on {{ table.schema | ident }}.{{ table.name | ident }};

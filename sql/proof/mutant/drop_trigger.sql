drop trigger {{ trigger | ident }} on {{ table.schema | ident }}.{{ table.name | ident }};

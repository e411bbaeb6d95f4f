grant {{ command | keyword }} on {{ table.schema | ident }}.{{ table.name | ident }} to {{ role | ident }};

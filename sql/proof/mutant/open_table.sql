alter table {{ table.schema | ident }}.{{ table.name | ident }} disable row level security;

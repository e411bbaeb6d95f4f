-- A guard speaks in a world too, where ordinary triggers are silent.
alter table {{ table.schema | ident }}.{{ table.name | ident }} enable always trigger {{ guard | ident }};

-- The version column becomes int8, and each checksum is computed anew: refinery hashes the version in the column's width.
do $widen$
begin
    lock table {{ history.schema | ident }}.{{ history.name | ident }} in access exclusive mode;
    alter table {{ history.schema | ident }}.{{ history.name | ident }} alter column version type int8;
{%- for row in checksums %}
    update {{ history.schema | ident }}.{{ history.name | ident }} set checksum = {{ row[1] | literal }} where version = {{ row[0] | literal }};
{%- endfor %}
end
$widen$;

set local search_path to default;

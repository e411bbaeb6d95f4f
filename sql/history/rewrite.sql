-- A row of history takes its file's name and checksum; only if it is still as it was shown.
with changed as (
    update {{ history.schema | ident }}.{{ history.name | ident }}
    set name = {{ name | literal }}, checksum = {{ checksum | literal }}
    where version = {{ version | literal }} and name = {{ before.name | literal }} and checksum = {{ before.checksum | literal }}
    returning version
), aside as (
    update provost.applied set sql = {{ sql | literal }} where history = {{ label | literal }} and version = {{ version | literal }}
)
select 1 / count(*) from changed;

set local search_path to default;

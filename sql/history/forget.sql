-- A row leaves history; only if it is still as it was shown.
with gone as (
    delete from {{ history.schema | ident }}.{{ history.name | ident }}
    where version = {{ version | literal }} and name = {{ before.name | literal }} and checksum = {{ before.checksum | literal }}
    returning version
), aside as (
    delete from provost.applied where history = {{ label | literal }} and version = {{ version | literal }}
)
select 1 / count(*) from gone;

set local search_path to default;

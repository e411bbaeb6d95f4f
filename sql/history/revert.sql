-- Takes a version out of history before its down file runs. The division fails when the row is not there: somebody else was first.
with gone as (
    delete from {{ history.schema | ident }}.{{ history.name | ident }} where version = {{ version | literal }} returning version
), aside as (
    delete from provost.applied where history = {{ label | literal }} and version = {{ version | literal }}
)
select 1 / count(*) from gone;

set local search_path to default;

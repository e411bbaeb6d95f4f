-- What one course has after a run outside of a rollout.
with ended as (
    select {{ code | literal }} as course, {{ version | literal }}::pg_catalog.text as version_after, {{ steps | literal }} as steps, true as is_known
)
{% include "registry/brought.sql" %};

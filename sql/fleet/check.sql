-- The fence between the statements of a no-transaction file: as the role that the run began as, whatever role the file has taken on.
set local role none;

{% include "fleet/raise.sql" %}

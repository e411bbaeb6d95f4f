-- Undoes V008.

drop trigger record_status_change on application_schema.applications;

drop function application_schema.record_status_change();

drop table application_schema.application_status_history;

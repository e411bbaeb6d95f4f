-- Undoes V007. The sequence belongs to its column and goes with the table.

drop table application_schema.application_reviews;

drop table application_schema.application_documents;

drop table application_schema.applications;

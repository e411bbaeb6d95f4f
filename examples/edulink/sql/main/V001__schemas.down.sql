-- Undoes V001: without cascade, so that nothing which a later file left behind is lost with a schema. Default privileges
-- go with their schema. Roles belong to the whole server and stay.

drop schema internship_schema;

drop schema application_schema;

drop schema notification_schema;

drop schema institution_schema;

drop schema user_schema;

drop schema auth_schema;

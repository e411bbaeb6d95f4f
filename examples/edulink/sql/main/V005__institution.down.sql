-- Undoes V005.

drop table institution_schema.institution_settings;

drop table institution_schema.registration_codes;

drop table institution_schema.programs;

drop table institution_schema.departments;

drop table institution_schema.institutions;

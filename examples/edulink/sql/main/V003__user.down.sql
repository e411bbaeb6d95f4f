-- Undoes V003.

drop table user_schema.preferences;

drop table user_schema.contact_information;

drop table user_schema.academic_information;

drop table user_schema.user_profiles;

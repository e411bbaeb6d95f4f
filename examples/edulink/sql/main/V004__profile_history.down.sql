-- Undoes V004: the triggers first, then the function that nothing calls any more, then the history that they wrote.

drop trigger record_profile_change on user_schema.contact_information;

drop trigger record_profile_change on user_schema.academic_information;

drop trigger record_profile_change on user_schema.user_profiles;

drop function user_schema.record_profile_change();

drop table user_schema.profile_history;

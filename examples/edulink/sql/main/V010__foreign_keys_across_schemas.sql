-- What the services know of each other's rows. Every foreign key that leaves its schema stands here, and each is
-- `on delete restrict`: no service takes away or changes another one's rows by deleting its own. To erase a person, each
-- service deletes what it holds, internship first, then application, notification, institution, user, and auth last.
-- The check runs as the owner of the tables, so that a service need not be able to read what it points at. It does learn
-- whether an id exists there, as any foreign key tells; ids are random, so there is nothing to count through.

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table user_schema.user_profiles
    add constraint fk_user_auth foreign key (auth_user_id)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table user_schema.user_profiles
    add constraint user_profiles_updated_by_fkey foreign key (updated_by)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table user_schema.academic_information
    add constraint academic_information_institution_id_fkey foreign key (institution_id)
        references institution_schema.institutions (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table user_schema.academic_information
    add constraint academic_information_program_fkey foreign key (institution_id, program_id)
        references institution_schema.programs (institution_id, id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table user_schema.academic_information
    add constraint academic_information_updated_by_fkey foreign key (updated_by)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table user_schema.contact_information
    add constraint contact_information_updated_by_fkey foreign key (updated_by)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table user_schema.profile_history
    add constraint profile_history_changed_by_fkey foreign key (changed_by)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table institution_schema.departments
    add constraint departments_head_user_id_fkey foreign key (head_user_id)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table institution_schema.registration_codes
    add constraint registration_codes_created_by_fkey foreign key (created_by)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table notification_schema.notification_queue
    add constraint notification_queue_user_id_fkey foreign key (user_id)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table notification_schema.notification_history
    add constraint notification_history_user_id_fkey foreign key (user_id)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table notification_schema.delivery_preferences
    add constraint delivery_preferences_user_id_fkey foreign key (user_id)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table application_schema.applications
    add constraint fk_user_profile foreign key (user_profile_id)
        references user_schema.user_profiles (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table application_schema.applications
    add constraint applications_institution_id_fkey foreign key (institution_id)
        references institution_schema.institutions (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table application_schema.applications
    add constraint applications_program_fkey foreign key (institution_id, program_id)
        references institution_schema.programs (institution_id, id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table application_schema.applications
    add constraint applications_status_changed_by_fkey foreign key (status_changed_by)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table application_schema.application_documents
    add constraint application_documents_uploaded_by_fkey foreign key (uploaded_by)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table application_schema.application_reviews
    add constraint application_reviews_reviewer_id_fkey foreign key (reviewer_id)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table application_schema.application_status_history
    add constraint application_status_history_changed_by_fkey foreign key (changed_by)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table internship_schema.internship_postings
    add constraint internship_postings_institution_id_fkey foreign key (institution_id)
        references institution_schema.institutions (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table internship_schema.internship_postings
    add constraint internship_postings_created_by_fkey foreign key (created_by)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table internship_schema.internship_applications
    add constraint internship_applications_application_fkey foreign key (application_id, user_profile_id)
        references application_schema.applications (id, user_profile_id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table internship_schema.internship_applications
    add constraint internship_applications_supervisor_id_fkey foreign key (supervisor_id)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table internship_schema.internship_progress
    add constraint internship_progress_approved_by_fkey foreign key (approved_by)
        references auth_schema.users (id) on delete restrict;

-- provost:allow foreign-key-checks-rows: these tables are new, nobody uses them yet
alter table internship_schema.internship_evaluations
    add constraint internship_evaluations_evaluator_id_fkey foreign key (evaluator_id)
        references auth_schema.users (id) on delete restrict;

comment on constraint fk_user_auth on user_schema.user_profiles is 'A profile is of an account.';
comment on constraint fk_user_profile on application_schema.applications is 'An application is of a person.';

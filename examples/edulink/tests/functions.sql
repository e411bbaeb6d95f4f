-- Proves the functions of this system: run it against a database that has the migrations. It leaves nothing behind.
--   psql "$PROVOST_MAIN_URL" --set ON_ERROR_STOP=1 --file tests/functions.sql

begin;

insert into auth_schema.users (id, email) values
    ('00000000-0000-4000-8000-000000000001', 'ada@example.org'),
    ('00000000-0000-4000-8000-000000000002', 'grace@example.org');

insert into institution_schema.institutions (id, code, name, kind, country) values
    ('00000000-0000-4000-8000-000000000101', 'nairobi-tech', 'Nairobi Tech', 'university', 'KE'),
    ('00000000-0000-4000-8000-000000000102', 'coast-college', 'Coast College', 'college', 'KE');

insert into institution_schema.departments (id, institution_id, code, name) values
    ('00000000-0000-4000-8000-000000000201', '00000000-0000-4000-8000-000000000101', 'CS', 'Computing'),
    ('00000000-0000-4000-8000-000000000202', '00000000-0000-4000-8000-000000000102', 'AR', 'Arts');

insert into institution_schema.programs (id, institution_id, department_id, code, name, level, duration_months) values
    ('00000000-0000-4000-8000-000000000301', '00000000-0000-4000-8000-000000000101',
        '00000000-0000-4000-8000-000000000201', 'BCS', 'Computer Science', 'bachelor', 48);

insert into user_schema.user_profiles (id, auth_user_id, first_name, last_name) values
    ('00000000-0000-4000-8000-000000000401', '00000000-0000-4000-8000-000000000001', 'Ada', 'Lovelace'),
    ('00000000-0000-4000-8000-000000000402', '00000000-0000-4000-8000-000000000002', 'Grace', 'Hopper');

insert into user_schema.contact_information (user_profile_id, city) values ('00000000-0000-4000-8000-000000000401', 'Mombasa');

insert into user_schema.academic_information (user_profile_id, institution_id, program_id, started_on) values
    ('00000000-0000-4000-8000-000000000401', '00000000-0000-4000-8000-000000000101',
        '00000000-0000-4000-8000-000000000301', '2025-09-01');

insert into application_schema.applications (id, user_profile_id, institution_id) values
    ('00000000-0000-4000-8000-000000000501', '00000000-0000-4000-8000-000000000401', '00000000-0000-4000-8000-000000000101');

-- record_profile_change: what changed, of whom, by whom, and nothing else.
do $test$
declare
    ada constant uuid := '00000000-0000-4000-8000-000000000401';
    ada_account constant uuid := '00000000-0000-4000-8000-000000000001';
    recorded user_schema.profile_history;
begin
    assert not exists (select from user_schema.profile_history), 'a new profile has no history';

    update user_schema.user_profiles
       set first_name = 'Augusta Ada', date_of_birth = '1990-12-10', updated_by = ada_account
     where id = ada;
    select * into strict recorded from user_schema.profile_history;
    assert recorded.user_profile_id = ada and recorded.section = 'user_profiles' and recorded.changed_by = ada_account,
        'whose, which table, by whom: ' || recorded;
    assert recorded.changes = '{
        "first_name": {"from": "Ada", "to": "Augusta Ada"},
        "date_of_birth": {"from": null, "to": "1990-12-10"}
    }', 'each changed column, and no other: ' || recorded.changes;

    update user_schema.user_profiles
       set first_name = 'Augusta Ada', updated_by = null, updated_at = now() + interval '1 s'
     where id = ada;
    assert (select count(*) from user_schema.profile_history) = 1, 'a change of nothing is none';

    update user_schema.contact_information set city = 'Kisumu';
    update user_schema.academic_information set year_of_study = 2;
    assert (
        select array_agg((section, user_profile_id, changes)::text order by id)
          from user_schema.profile_history where section <> 'user_profiles'
    ) = array[
        ('contact_information'::text, ada, '{"city": {"from": "Mombasa", "to": "Kisumu"}}'::jsonb)::text,
        ('academic_information'::text, ada, '{"year_of_study": {"from": null, "to": 2}}'::jsonb)::text
    ], 'the other two sections, under the same profile';

    begin
        insert into user_schema.profile_history (user_profile_id, section, changes) values (ada, 'user_profiles', '{}');
        raise 'a history of nothing was taken' using errcode = 'assert_failure';
    exception when check_violation then null;
    end;
end
$test$;

-- record_status_change: every change, and only changes.
do $test$
declare
    application constant uuid := '00000000-0000-4000-8000-000000000501';
    grace_account constant uuid := '00000000-0000-4000-8000-000000000002';
begin
    update application_schema.applications set statement = 'I want to learn.' where id = application;
    update application_schema.applications set status = 'draft' where id = application;
    assert not exists (select from application_schema.application_status_history), 'no change of status, no history';

    begin
        update application_schema.applications set status = 'submitted' where id = application;
        raise 'submitted at no time was taken' using errcode = 'assert_failure';
    exception when check_violation then null;
    end;
    assert not exists (select from application_schema.application_status_history), 'a refused change leaves no history';

    update application_schema.applications set status = 'submitted', submitted_at = now() where id = application;
    update application_schema.applications
       set status = 'accepted', decided_at = now(), status_changed_by = grace_account
     where id = application;
    assert (
        select array_agg((application_id, from_status, to_status, changed_by)::text order by id)
          from application_schema.application_status_history
    ) = array[
        (application, 'draft'::text, 'submitted'::text, null::uuid)::text,
        (application, 'submitted'::text, 'accepted'::text, grace_account)::text
    ], 'both changes, in order';
end
$test$;

-- The foreign keys over two columns: what belongs to one institution or person is not taken for another's.
do $test$
begin
    begin
        insert into institution_schema.programs (institution_id, department_id, code, name, level, duration_months)
        values ('00000000-0000-4000-8000-000000000101', '00000000-0000-4000-8000-000000000202', 'X', 'X', 'diploma', 12);
        raise 'a program in another institution''s department was taken' using errcode = 'assert_failure';
    exception when foreign_key_violation then null;
    end;
    begin
        update application_schema.applications
           set institution_id = '00000000-0000-4000-8000-000000000102', program_id = '00000000-0000-4000-8000-000000000301';
        raise 'an application for another institution''s program was taken' using errcode = 'assert_failure';
    exception when foreign_key_violation then null;
    end;

    insert into internship_schema.internship_postings
        (id, institution_id, title, description, currency, starts_on, ends_on, apply_by, created_by)
    values ('00000000-0000-4000-8000-000000000601', '00000000-0000-4000-8000-000000000101', 'Lab', 'Help in the lab.',
        'KES', '2026-06-01', '2026-08-31', '2026-05-01', '00000000-0000-4000-8000-000000000002');
    begin
        insert into internship_schema.internship_applications (posting_id, application_id, user_profile_id)
        values ('00000000-0000-4000-8000-000000000601', '00000000-0000-4000-8000-000000000501',
            '00000000-0000-4000-8000-000000000402');
        raise 'an internship with another person''s application was taken' using errcode = 'assert_failure';
    exception when foreign_key_violation then null;
    end;
    insert into internship_schema.internship_applications (posting_id, application_id, user_profile_id)
    values ('00000000-0000-4000-8000-000000000601', '00000000-0000-4000-8000-000000000501',
        '00000000-0000-4000-8000-000000000401');
end
$test$;

-- The document's two keys: no profile without an account, no application without a person.
do $test$
begin
    begin
        insert into user_schema.user_profiles (auth_user_id, first_name, last_name) values (gen_random_uuid(), 'No', 'Body');
        raise 'a profile of no account was taken' using errcode = 'assert_failure';
    exception when foreign_key_violation then null;
    end;
    begin
        insert into application_schema.applications (user_profile_id, institution_id)
        values (gen_random_uuid(), '00000000-0000-4000-8000-000000000101');
        raise 'an application of nobody was taken' using errcode = 'assert_failure';
    exception when foreign_key_violation then null;
    end;
end
$test$;

-- No service takes away another one's rows by deleting its own. From PostgreSQL 18 on the refusal is a restrict_violation.
do $test$
begin
    begin
        delete from auth_schema.users where id = '00000000-0000-4000-8000-000000000002';
        raise 'an account with a profile was deleted' using errcode = 'assert_failure';
    exception when foreign_key_violation or restrict_violation then null;
    end;
    begin
        delete from application_schema.applications;
        raise 'an application with an internship was deleted' using errcode = 'assert_failure';
    exception when foreign_key_violation or restrict_violation then null;
    end;

    delete from internship_schema.internship_applications;
    delete from application_schema.applications;
    delete from user_schema.user_profiles where id = '00000000-0000-4000-8000-000000000401';
    delete from auth_schema.users where id = '00000000-0000-4000-8000-000000000001';
    assert not exists (select from user_schema.profile_history), 'the history goes with the person';
    assert not exists (select from application_schema.application_status_history), 'and with the application';
end
$test$;

rollback;

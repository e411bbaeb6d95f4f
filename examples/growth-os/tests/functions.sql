-- Proves every function of the system by calling it, with its refusals. Runs in one transaction that is rolled back:
--   provost db psql -- -X -v ON_ERROR_STOP=1 -f tests/functions.sql
-- Works with and without the access rules: what clients need is granted here, and taken back with the rest.

begin;

create schema trial;

create table trial.person (name text primary key, id uuid not null default gen_random_uuid());

create table trial.thing (name text primary key, id uuid not null);

create function trial.person(name text) returns uuid language sql stable as 'select id from trial.person where person.name = $1';

create function trial.thing(name text) returns uuid language sql stable as 'select id from trial.thing where thing.name = $1';

-- Becomes this person, as the API does it; null becomes the owner again.
create function trial.become(name text) returns void language plpgsql as $become$
begin
    perform set_config('role', 'none', true);
    perform set_config('request.jwt.claim.sub', '', true), set_config('request.jwt.claim.role', '', true);
    if name is null then
        perform set_config('request.jwt.claims', '', true);
    else
        perform set_config('request.jwt.claims', json_build_object('sub', trial.person(name), 'role', 'authenticated')::text, true);
        perform set_config('role', 'authenticated', true);
    end if;
end
$become$;

-- Runs a command as somebody and asserts that it fails with this state.
create function trial.refused(name text, command text, state text) returns void language plpgsql as $refused$
begin
    perform trial.become(name);
    begin
        execute command;
    exception when others then
        perform trial.become(null);
        assert sqlstate = state, format('%s: %s gave %s %s, not %s', name, command, sqlstate, sqlerrm, state);
        return;
    end;
    perform trial.become(null);
    raise assert_failure using message = format('%s: %s was not refused', name, command);
end
$refused$;

grant usage on schema trial to authenticated;

grant select on trial.person, trial.thing to authenticated;

do $grants$
declare
    routine regprocedure;
begin
    for routine in
        select oid from pg_catalog.pg_proc
        where pronamespace = 'public'::regnamespace and prorettype <> 'trigger'::regtype
    loop
        execute format('grant execute on function %s to authenticated', routine);
    end loop;
end
$grants$;

grant select, update (read_at) on public.notifications to authenticated;

do $policy$
begin
    if not exists (select from pg_catalog.pg_policy where polrelid = 'public.notifications'::regclass) then
        alter table public.notifications enable row level security;
        create policy trial on public.notifications to authenticated using (user_id = auth.uid());
    end if;
end
$policy$;

insert into trial.person (name) values
    ('root'), ('root two'), ('ada'), ('eve'), ('mia'), ('sam'), ('tom'), ('new'), ('out');

insert into auth.users (id, email) select id, replace(name, ' ', '.') || '@growth.example' from trial.person;

insert into public.users (id, email, full_name, role)
select id, replace(name, ' ', '.') || '@growth.example', name,
    case name
        when 'root' then 'superadmin' when 'root two' then 'superadmin' when 'ada' then 'admin'
        when 'eve' then 'enrollment_manager' when 'mia' then 'mentor' else 'student'
    end
from trial.person
where name not in ('new', 'out')
on conflict (id) do update set role = excluded.role, full_name = excluded.full_name;

-- A track of two modules: one, two (with a required assignment), three.
do $content$
declare
    track uuid;
    first uuid;
    second uuid;
    lesson uuid;
    homework uuid;
begin
    insert into public.course_tracks (title) values ('Growth') returning id into track;
    insert into public.modules (track_id, title, place, is_published) values (track, 'First', 1, true) returning id into first;
    insert into public.modules (track_id, title, place, is_published) values (track, 'Second', 2, true) returning id into second;
    insert into trial.thing values ('track', track), ('first', first), ('second', second);
    insert into public.available_lessons (module_id, title, recording_url, duration_seconds, place, is_published)
    values (first, 'One', 'https://video.example/1', 100, 1, true) returning id into lesson;
    insert into trial.thing values ('one', lesson);
    insert into public.available_lessons (module_id, title, recording_url, duration_seconds, place, is_published)
    values (first, 'Two', 'https://video.example/2', 100, 2, true) returning id into lesson;
    insert into trial.thing values ('two', lesson);
    insert into public.assignments (recording_id, title, max_score, pass_score, is_published)
    values (lesson, 'Homework', 50, 30, true) returning id into homework;
    insert into trial.thing values ('homework', homework);
    insert into public.available_lessons (module_id, title, recording_url, duration_seconds, place, is_published)
    values (second, 'Three', 'https://video.example/3', 100, 1, true) returning id into lesson;
    insert into trial.thing values ('three', lesson);
    insert into trial.thing select 'plan', id from public.installment_plans where false;
    insert into public.installment_plans (name, installments, interval_days) values ('Thirds', 3, 30) returning id into lesson;
    insert into trial.thing values ('plan', lesson);
end
$content$;

-- get_current_user_role
do $test$
begin
    perform trial.become('ada');
    assert public.get_current_user_role() = 'admin';
    perform trial.become('sam');
    assert public.get_current_user_role() = 'student';
    create temp table users (id uuid, role text) on commit drop;
    assert public.get_current_user_role() = 'student', 'a temporary table answers for the real one';
    perform trial.become('new');
    perform trial.become(null);
    drop table pg_temp.users;
    assert public.get_current_user_role() is null;
end
$test$;

-- create_user_with_role, validate_user_role, audit_user_status_changes_to_logs
do $test$
declare
    new uuid := trial.person('new');
    changes integer;
begin
    perform trial.refused('sam', format('select public.create_user_with_role(%L, null, %L, %L)', new, 'N', 'student'), '42501');
    perform trial.refused('mia', format('select public.create_user_with_role(%L, null, %L, %L)', new, 'N', 'student'), '42501');
    perform trial.refused('eve', format('select public.create_user_with_role(%L, null, %L, %L)', new, 'N', 'mentor'), '42501');
    perform trial.refused('ada', format('select public.create_user_with_role(%L, null, %L, %L)', new, 'N', 'admin'), '42501');
    perform trial.refused('ada', format('select public.create_user_with_role(%L, null, %L, %L)', new, 'N', 'king'), '22023');
    perform trial.refused('ada', format('select public.create_user_with_role(%L, null, %L, %L)', gen_random_uuid(), 'N', 'mentor'), '23503');
    perform trial.refused(
        'eve', format('select public.create_user_with_role(%L, null, %L, %L)', trial.person('ada'), 'N', 'student'), '42501');
    perform trial.become('ada');
    assert public.create_user_with_role(new, 'forged@growth.example', 'Newcomer', 'mentor') = new;
    perform trial.become(null);
    assert (select (role, full_name, email, created_by) = ('mentor', 'Newcomer', 'new@growth.example', trial.person('ada'))
            from public.users where id = new);
    assert exists (select from public.admin_logs where operation = 'user_created' and row_key = new::text and actor = trial.person('ada'));

    select coalesce(sum(role_changes), 0) into changes from public.user_security_summary where user_id = new;
    perform trial.become('root');
    perform public.create_user_with_role(new, null, '', 'admin');
    perform trial.become(null);
    assert (select role = 'admin' and full_name = 'Newcomer' from public.users where id = new);
    assert (select (before ->> 'role', after ->> 'role') = ('mentor', 'admin')
            from public.admin_logs where operation = 'role_changed' and row_key = new::text order by id desc limit 1);
    assert (select role_changes = changes + 1 from public.user_security_summary where user_id = new);

    update public.users set role = 'student', status = 'suspended' where id = new;
    assert (select role_changes = changes + 2 from public.user_security_summary where user_id = new);
    perform trial.refused(null, format('update public.users set role = %L where id = %L', 'mentor', new), '23514');
    perform trial.refused(null, format('update public.users set role = %L where id = %L', 'king', new), '23514');
    update public.users set status = 'active' where id = new;
    assert (select after ->> 'status' = 'active' from public.admin_logs where operation = 'status_changed' and row_key = new::text);

    update public.users set role = 'admin' where id = trial.person('root two');
    perform trial.refused(null, format('update public.users set role = %L where id = %L', 'admin', trial.person('root')), '23001');
    perform trial.refused(null, format('delete from public.users where id = %L', trial.person('root')), '23001');
    perform trial.refused(null, format('delete from auth.users where id = %L', trial.person('root')), '23001');
    update public.users set role = 'superadmin' where id = trial.person('root two');
end
$test$;

-- validate_user_role where a client could reach the table itself
do $test$
begin
    if not has_column_privilege('authenticated', 'public.users', 'role', 'update') then
        grant select, update (role, status) on public.users to authenticated;
    end if;
    alter table public.users disable row level security;
    perform trial.refused('sam', format('update public.users set role = %L where id = %L', 'superadmin', trial.person('sam')), '42501');
    perform trial.refused('eve', format('update public.users set role = %L where id = %L', 'mentor', trial.person('sam')), '42501');
    perform trial.refused('ada', format('update public.users set status = %L where id = %L', 'invited', trial.person('root')), '42501');
    perform trial.become('eve');
    update public.users set status = 'suspended' where id = trial.person('tom');
    update public.users set status = 'active' where id = trial.person('tom');
    perform trial.become(null);
    alter table public.users enable row level security;
end
$test$;

-- validate_password_security
do $test$
begin
    assert public.validate_password_security('correct Horse 7 battery', 'ann@growth.example') = '{}';
    assert cardinality(public.validate_password_security(null)) = 5;
    assert public.validate_password_security('short-A1') = array['must have at least 12 characters'];
    assert public.validate_password_security('Correct-horse-1111') = array['must not repeat a character four times in a row'];
    assert public.validate_password_security('Correct-Annabel-17', 'annabel@growth.example') = array['must not contain the e-mail name'];
    assert public.validate_password_security('Aa1-' || repeat('xy', 40)) = array['must have at most 72 bytes: more would be ignored'];
end
$test$;

-- log_data_access_attempt
do $test$
declare
    entry bigint;
begin
    perform trial.become('sam');
    entry := public.log_data_access_attempt('invoices', 'read', false, '{"id": 7, "action": "forged"}');
    for attempt in 2..70 loop
        perform public.log_data_access_attempt('invoices', 'read', attempt % 10 <> 0);
    end loop;
    assert public.log_data_access_attempt('invoices', 'read', true) is null, 'past 60 a minute there are no more entries';
    perform trial.become(null);
    assert (select (actor, operation, table_name, details) = (
                trial.person('sam'), 'access_denied', 'invoices', '{"id": 7, "action": "read"}'::jsonb)
            from public.admin_logs where id = entry);
    assert (select count(*) = 60 from public.admin_logs where actor = trial.person('sam') and table_name = 'invoices');
    assert (select (access_attempts, denied_attempts, risk_level) = (71, 8, 'medium')
            from public.user_security_summary where user_id = trial.person('sam'));
    perform trial.refused('sam', $$select public.log_data_access_attempt(null, 'read', true)$$, '22004');
    perform trial.refused('sam', $$select public.log_data_access_attempt(repeat('x', 201), 'read', true)$$, '22001');
end
$test$;

-- interpolate_template
do $test$
begin
    assert public.interpolate_template('Hi {{name}}, {{ n }} new{{gone}}.', '{"name": "{{n}}", "n": 3}') = 'Hi {{n}}, 3 new.';
    assert public.interpolate_template('plain', '{}') = 'plain';
    assert public.interpolate_template('{{a}}{{a}}', '{"a": 1}') = '11';
    assert public.interpolate_template('{{a}}', null) = '';
end
$test$;

-- create_notification, notify_users, notify_roles, get_users_by_role, mark_all_notifications_read, send_test_notification
do $test$
declare
    note uuid;
begin
    perform trial.refused('sam', format('select public.create_notification(%L, %L, %L)', trial.person('tom'), 'system', 'x'), '42501');
    perform trial.refused('mia', format('select public.create_notification(%L, %L, %L)', gen_random_uuid(), 'system', 'x'), '23503');
    perform trial.refused('mia', format('select public.create_notification(%L, %L, %L)', trial.person('tom'), 'gossip', 'x'), '23514');
    perform trial.become('mia');
    note := public.create_notification(trial.person('sam'), 'session', 'Hi {{name}}', 'now', '/x', '{"name": "Sam"}');
    perform trial.become(null);
    assert (select (user_id, title, body, link, read_at is null) = (trial.person('sam'), 'Hi Sam', 'now', '/x', true)
            from public.notifications where id = note);

    insert into public.notification_settings (user_id, kind, in_app, email) values (trial.person('sam'), 'session', false, true);
    perform trial.become('mia');
    assert public.create_notification(trial.person('sam'), 'session', 'Quiet') is null;
    perform trial.become(null);
    assert (select (recipient, status) = ('sam@growth.example', 'queued') from public.email_queue where subject = 'Quiet');
    delete from public.notification_settings;

    perform trial.refused('tom', format('select public.notify_users(array[%L]::uuid[], %L, %L)', trial.person('sam'), 'system', 'x'), '42501');
    perform trial.become('mia');
    assert public.notify_users(
        array[trial.person('sam'), trial.person('tom'), trial.person('tom'), gen_random_uuid()], 'system', 'Both') = 2;
    perform trial.become(null);

    perform trial.refused('sam', $$select public.get_users_by_role('admin')$$, '42501');
    perform trial.refused('ada', $$select public.get_users_by_role('king')$$, '22023');
    perform trial.become('ada');
    assert (select array_agg(full_name) = '{root,"root two"}' from public.get_users_by_role('superadmin'));
    perform trial.become(null);

    perform trial.refused('mia', $$select public.notify_roles('{student}', 'system', 'x')$$, '42501');
    perform trial.refused('ada', $$select public.notify_roles('{king}', 'system', 'x')$$, '22023');
    perform trial.become('ada');
    assert public.notify_roles('{superadmin,mentor}', 'system', 'Meeting') = 3;
    perform trial.become(null);

    perform trial.become('sam');
    assert public.mark_all_notifications_read() = 2;
    assert public.mark_all_notifications_read() = 0;
    perform trial.become(null);
    assert (select bool_and(read_at is null) from public.notifications where user_id = trial.person('tom'));

    perform trial.refused('sam', format('select public.send_test_notification(%L)', trial.person('tom')), '42501');
    perform trial.refused(null, 'select public.send_test_notification()', '22004');
    perform trial.become('sam');
    note := public.send_test_notification();
    perform trial.become(null);
    assert (select user_id = trial.person('sam') and body ~ '^Sent at 20' from public.notifications where id = note);
    perform trial.become('ada');
    assert public.send_test_notification(trial.person('tom')) is not null;
    perform trial.become(null);
end
$test$;

-- audit_notification_templates
do $test$
begin
    insert into public.notification_templates (key, kind, title) values ('trial', 'system', 'A');
    update public.notification_templates set title = 'B' where key = 'trial';
    update public.notification_templates set updated_at = now() where key = 'trial';
    delete from public.notification_templates where key = 'trial';
    assert (select array_agg(operation order by id) = '{INSERT,UPDATE,DELETE}' from public.admin_logs where table_name = 'notification_templates'
            and coalesce(after, before) ->> 'title' in ('A', 'B'));
    assert (select (before, after) = ('{"title": "A"}'::jsonb, '{"title": "B"}'::jsonb)
            from public.admin_logs where table_name = 'notification_templates' and operation = 'UPDATE');
end
$test$;

-- validate_questionnaire_structure, update_company_branding
do $test$
declare
    good jsonb := '[{"id": "goal", "text": "Your goal?", "type": "text", "required": true},
                    {"id": "level", "text": "Level?", "type": "choice", "options": ["low", "high"]}]';
    bad jsonb;
begin
    assert public.validate_questionnaire_structure('[]') and public.validate_questionnaire_structure(good);
    foreach bad in array array[
        null, '{}', '[1]', '[{}]', '[{"id": 1, "text": "x", "type": "text"}]', '[{"id": "a b", "text": "x", "type": "text"}]',
        '[{"id": "a", "text": " ", "type": "text"}]', '[{"id": "a", "text": "x", "type": "essay"}]', '[{"id": "a", "text": "x"}]',
        '[{"id": "a", "text": "x", "type": "text", "required": "yes"}]', '[{"id": "a", "text": "x", "type": "text", "options": []}]',
        '[{"id": "a", "text": "x", "type": "choice"}]', '[{"id": "a", "text": "x", "type": "choice", "options": ["one"]}]',
        '[{"id": "a", "text": "x", "type": "choice", "options": ["one", 2]}]',
        '[{"id": "a", "text": "x", "type": "text"}, {"id": "a", "text": "y", "type": "text"}]'
    ]::jsonb[] loop
        assert not public.validate_questionnaire_structure(bad), bad::text;
    end loop;
    update public.company_settings set questionnaire = good;
    perform trial.refused(null, $$update public.company_settings set questionnaire = '{}'$$, '23514');
    perform trial.refused(null, $$insert into public.company_settings (id) values (2)$$, '23514');

    perform trial.refused('eve', $$select public.update_company_branding('Mine')$$, '42501');
    perform trial.refused('ada', $$select public.update_company_branding(p_logo_file => 'no.png')$$, '23503');
    perform trial.refused('ada', $$select public.update_company_branding(p_primary_color => 'red')$$, '23514');
    insert into storage.buckets (id, name) values ('company-branding', 'company-branding') on conflict do nothing;
    insert into storage.objects (bucket_id, name) values ('company-branding', 'logo.png');
    perform trial.become('ada');
    assert (public.update_company_branding('Acme', 'logo.png', '#ABCDEF')).primary_color = '#abcdef';
    assert (public.update_company_branding(p_company_name => 'Acme Ltd')).logo_file = 'logo.png';
    perform trial.become(null);
    assert (select after - 'updated_at' = '{"company_name": "Acme Ltd"}' from public.admin_logs where operation = 'branding_changed' order by id desc limit 1);
end
$test$;

-- create_student_complete, audit_invoice_changes
do $test$
declare
    sam uuid := trial.person('sam');
    made jsonb;
begin
    perform trial.refused('mia', format('select public.create_student_complete(%L, null, %L, %L)', sam, 'Sam', trial.thing('track')), '42501');
    perform trial.refused('eve', format('select public.create_student_complete(%L, null, %L, %L, p_mentor_id => %L)',
        sam, 'Sam', trial.thing('track'), trial.person('tom')), '23503');
    perform trial.refused('eve', format('select public.create_student_complete(%L, null, %L, %L)', trial.person('mia'), 'Mia', trial.thing('track')), '55000');
    perform trial.refused('eve', format('select public.create_student_complete(%L, null, %L, %L)', gen_random_uuid(), 'No', trial.thing('track')), '23503');
    perform trial.become('eve');
    made := public.create_student_complete(sam, null, 'Sam', trial.thing('track'), 100, trial.thing('plan'), trial.person('mia'));
    perform trial.become(null);
    assert made ->> 'student_number' ~ '^STU-\d{6}$' and made ->> 'invoice_number' ~ '^INV-\d{6}$' and made ->> 'lms_status' = 'pending';
    insert into trial.thing values ('invoice', (made ->> 'invoice_id')::uuid);
    assert (select (mentor_id, enrollment_manager_id, fees_cleared) = (trial.person('mia'), trial.person('eve'), false)
            from public.students where user_id = sam);
    assert (select array_agg(amount order by place) = '{33.33,33.33,33.34}' and max(due_on) - min(due_on) = 60
            from public.installment_payments where invoice_id = trial.thing('invoice'));
    assert (select count(*) = 3 from public.onboarding_jobs where user_id = sam and status = 'queued');
    assert (select (status, balance, created_by) = ('sent', 100.00, trial.person('eve')) from public.invoices where id = trial.thing('invoice'));
    assert exists (select from public.notifications where user_id = sam and title = 'Invoice ' || (made ->> 'invoice_number'));
    assert (select array_agg(operation order by id) = '{INSERT,UPDATE}' from public.admin_logs
            where table_name = 'invoices' and row_key = made ->> 'invoice_id');
    assert (select (before, after) = ('{"status": "draft"}'::jsonb, '{"status": "sent"}'::jsonb) from public.admin_logs
            where table_name = 'invoices' and operation = 'UPDATE' and row_key = made ->> 'invoice_id');
    perform trial.refused('eve', format('select public.create_student_complete(%L, null, %L, %L)', sam, 'Sam', trial.thing('track')), '23505');
    assert (select count(*) = 1 from public.students where user_id = sam);

    perform trial.become('ada');
    made := public.create_student_complete(trial.person('tom'), null, 'Tom', trial.thing('track'));
    perform trial.become(null);
    assert made ->> 'lms_status' = 'active' and made ->> 'invoice_id' is null;
    assert (select array_agg(recording_id) = array[trial.thing('one')] from public.user_unlocks where user_id = trial.person('tom'));
end
$test$;

-- get_user_lms_status, initialize_student_unlocks, handle_fees_cleared and what leads to it
do $test$
declare
    sam uuid := trial.person('sam');
begin
    perform trial.become('sam');
    assert public.get_user_lms_status() = 'fees due';
    perform trial.refused('sam', format('select public.get_user_lms_status(%L)', trial.person('tom')), '42501');
    perform trial.become('mia');
    assert public.get_user_lms_status() = 'staff';
    assert public.get_user_lms_status(trial.person('tom')) = 'active';
    assert public.get_user_lms_status(trial.person('new')) = 'not enrolled';
    assert public.get_user_lms_status(gen_random_uuid()) is null;
    perform trial.become(null);

    perform trial.refused('eve', format('select public.initialize_student_unlocks(%L)', sam), '55000');
    perform trial.refused('sam', format('select public.initialize_student_unlocks(%L)', trial.person('tom')), '42501');

    update public.installment_payments set status = 'paid' where invoice_id = trial.thing('invoice') and place = 1;
    assert (select (status, amount_paid) = ('partly_paid', 33.33) from public.invoices where id = trial.thing('invoice'));
    assert (select paid_at is not null from public.installment_payments where invoice_id = trial.thing('invoice') and place = 1);
    assert (select not fees_cleared and lms_status = 'pending' from public.students where user_id = sam);
    update public.installment_payments set status = 'paid' where invoice_id = trial.thing('invoice');
    assert (select (status, balance, paid_at is not null) = ('paid', 0.00, true) from public.invoices where id = trial.thing('invoice'));
    assert (select (fees_cleared, lms_status, fees_cleared_at is not null) = (true, 'active', true) from public.students where user_id = sam);
    assert (select (recording_id, reason) = (trial.thing('one'), 'first') from public.user_unlocks where user_id = sam);
    assert exists (select from public.notifications where user_id = sam and title = 'Your fees are cleared');

    update public.installment_payments set status = 'refunded' where invoice_id = trial.thing('invoice') and place = 3;
    assert (select (status, paid_at is null) = ('partly_paid', true) from public.invoices where id = trial.thing('invoice'));
    assert (select (fees_cleared, lms_status) = (false, 'active') from public.students where user_id = sam);
    update public.installment_payments set status = 'paid' where invoice_id = trial.thing('invoice') and place = 3;
    assert (select fees_cleared from public.students where user_id = sam);
    perform trial.refused(null, format('update public.invoices set status = %L, amount_paid = 1 where id = %L', 'paid', trial.thing('invoice')), '23514');

    delete from public.user_unlocks where user_id = sam;
    perform trial.become('eve');
    assert public.initialize_student_unlocks(sam) = trial.thing('one');
    assert public.initialize_student_unlocks(sam) = trial.thing('one');
    perform trial.become(null);
    assert (select count(*) = 1 from public.user_unlocks where user_id = sam);
end
$test$;

-- A draft that is paid elsewhere, and a second invoice that still stands
do $test$
declare
    second uuid;
begin
    insert into public.invoices (student_id, bill_to, amount) values (trial.person('sam'), 'Sam', 10) returning id into second;
    update public.invoices set status = 'sent' where id = second;
    assert (select array_agg(amount) = '{10.00}' from public.installment_payments where invoice_id = second), 'no plan: one part';
    update public.installment_payments set status = 'scheduled' where invoice_id = trial.thing('invoice');
    update public.installment_payments set status = 'paid' where invoice_id = trial.thing('invoice');
    assert (select not fees_cleared from public.students where user_id = trial.person('sam')), 'another invoice is open';
    update public.installment_payments set status = 'paid' where invoice_id = second;
    assert (select fees_cleared from public.students where user_id = trial.person('sam'));
end
$test$;

-- handle_recording_watched, is_recording_watched, unlock_next_recording
do $test$
declare
    sam uuid := trial.person('sam');
    one uuid := trial.thing('one');
begin
    insert into public.recording_views (user_id, recording_id, watched_seconds) values (sam, one, 50);
    perform trial.become('sam');
    assert not public.is_recording_watched(sam, one);
    assert public.unlock_next_recording(sam, one) is null, 'not watched yet';
    perform trial.become(null);
    update public.recording_views set watched_seconds = 20 where user_id = sam;
    assert (select (watched_seconds, watched_at is null) = (50, true) from public.recording_views where user_id = sam), 'never goes back';
    update public.recording_views set watched_seconds = 90 where user_id = sam;
    assert (select watched_at is not null from public.recording_views where user_id = sam);
    perform trial.become('sam');
    assert public.is_recording_watched(sam, one);
    assert public.unlock_next_recording(sam, one) = trial.thing('two');
    assert public.unlock_next_recording(sam, trial.thing('two')) is null;
    perform trial.become(null);
    assert (select reason = 'sequence' from public.user_unlocks where user_id = sam and recording_id = trial.thing('two'));
    assert (select recordings_watched = 1 from public.user_metrics where user_id = sam and day = current_date);
    assert (select count(*) = 1 from public.user_activity_logs where user_id = sam and action = 'recording_watched');
    assert (select count(*) = 1 from public.notifications where user_id = sam and title = 'Unlocked: Two');
    perform trial.refused('tom', format('select public.is_recording_watched(%L, %L)', sam, one), '42501');
    perform trial.refused('tom', format('select public.unlock_next_recording(%L, %L)', sam, one), '42501');
end
$test$;

-- is_assignment_passed, handle_sequential_submission_approval, notify_on_assignment_graded, has_completed_all_modules
do $test$
declare
    sam uuid := trial.person('sam');
    homework uuid := trial.thing('homework');
    work uuid;
begin
    insert into public.recording_views (user_id, recording_id, watched_seconds) values (sam, trial.thing('two'), 100);
    assert not exists (select from public.user_unlocks where user_id = sam and recording_id = trial.thing('three'));
    insert into public.submissions (assignment_id, student_id, body) values (homework, sam, 'First try') returning id into work;
    assert (select (attempt, status) = (1, 'submitted') from public.submissions where id = work);
    perform trial.refused(null, format('insert into public.submissions (assignment_id, student_id, body) values (%L, %L, %L)', homework, sam, 'x'), '23505');
    perform trial.refused(null, format('insert into public.assignment_grading (submission_id, score) values (%L, 51)', work), '23514');
    insert into public.assignment_grading (submission_id, grader_id, score) values (work, trial.person('mia'), 29);
    assert (select (status, reviewed_at is not null) = ('rejected', true) from public.submissions where id = work);
    assert (select not passed from public.assignment_grading where submission_id = work);
    assert exists (select from public.notifications where user_id = sam and title = 'Not passed yet: Homework' and body like '%29 of 50%');
    perform trial.become('sam');
    assert not public.is_assignment_passed(sam, homework);
    perform trial.become(null);

    insert into public.submissions (assignment_id, student_id, file_name) values (homework, sam, 'second.pdf') returning id into work;
    assert (select attempt = 2 from public.submissions where id = work);
    insert into public.assignment_grading (submission_id, grader_id, score) values (work, trial.person('mia'), 30);
    assert (select status = 'approved' from public.submissions where id = work);
    assert exists (select from public.user_unlocks where user_id = sam and recording_id = trial.thing('three'));
    assert exists (select from public.notifications where user_id = sam and title = 'Passed: Homework');
    perform trial.become('mia');
    assert public.is_assignment_passed(sam, homework);
    assert not public.has_completed_all_modules(sam);
    perform trial.refused('tom', format('select public.is_assignment_passed(%L, %L)', sam, homework), '42501');
    perform trial.refused('tom', format('select public.has_completed_all_modules(%L)', sam), '42501');
    assert (select (recordings_watched, assignments_submitted, assignments_passed) = (2, 2, 1) from public.user_metrics where user_id = sam);

    delete from public.assignment_grading where submission_id = work;
    assert (select (status, reviewed_at is null) = ('submitted', true) from public.submissions where id = work);
    insert into public.assignment_grading (submission_id, grader_id, score) values (work, trial.person('mia'), 40);
    perform trial.refused(null, format('insert into public.submissions (assignment_id, student_id, file_name) values (%L, %L, %L)', homework, sam, '../x'), '23514');

    insert into public.recording_views (user_id, recording_id, watched_seconds) values (sam, trial.thing('three'), 95);
    assert (select lms_status = 'completed' from public.students where user_id = sam);
    assert exists (select from public.notifications where user_id = sam and title = 'You completed your track');
    perform trial.become('sam');
    assert public.has_completed_all_modules();
    assert public.get_user_lms_status() = 'completed';
    perform trial.become(null);
end
$test$;

-- handle_recording_changes, get_sequential_unlock_status, sync_user_unlock_progress
do $test$
declare
    sam uuid := trial.person('sam');
    four uuid;
begin
    insert into public.available_lessons (module_id, title, recording_url, duration_seconds, place)
    values (trial.thing('second'), 'Four', 'https://video.example/4', 100, 2) returning id into four;
    assert not exists (select from public.notifications where title = 'New lesson: Four'), 'a draft is no news';
    update public.available_lessons set is_published = true where id = four;
    assert (select count(*) = 2 from public.notifications where title = 'New lesson: Four');
    assert (select lms_status = 'active' from public.students where user_id = sam), 'there is something to do again';
    assert exists (select from public.user_unlocks where user_id = sam and recording_id = four);
    assert not exists (select from public.user_unlocks where user_id = trial.person('tom') and recording_id = four);
    update public.available_lessons set recording_url = 'https://video.example/4b' where id = four;
    assert (select array_agg(user_id) = array[sam] from public.notifications where title = 'Lesson changed: Four');

    perform trial.become('sam');
    assert (select array_agg(state order by place) = '{complete,complete,complete,"to watch"}' from public.get_sequential_unlock_status());
    perform trial.become('mia');
    assert (select array_agg(state order by place) = '{"to watch",locked,locked,locked}' from public.get_sequential_unlock_status(trial.person('tom')));
    assert (select (assignments_required, assignments_passed) = (1, 0) from public.get_sequential_unlock_status(trial.person('tom')) where title = 'Two');
    perform trial.refused('tom', format('select public.get_sequential_unlock_status(%L)', sam), '42501');

    delete from public.user_unlocks where user_id = sam;
    perform trial.refused('tom', format('select public.sync_user_unlock_progress(%L)', sam), '42501');
    perform trial.refused(null, 'select public.sync_user_unlock_progress()', '22004');
    perform trial.become('sam');
    assert public.sync_user_unlock_progress() = 4;
    assert public.sync_user_unlock_progress() = 0;
    perform trial.become(null);
    update public.modules set is_published = false where id = trial.thing('second');
    assert (select lms_status = 'completed' from public.students where user_id = sam), 'what is left is complete';
    update public.modules set is_published = true where id = trial.thing('second');
    delete from public.available_lessons where id = four;
    assert (select lms_status = 'completed' from public.students where user_id = sam);

    update public.students set lms_status = 'paused' where user_id = sam;
    delete from public.user_unlocks where user_id = sam;
    perform trial.become('ada');
    assert public.sync_user_unlock_progress(sam) = 0, 'a paused student gets nothing';
    perform trial.become(null);
    update public.students set lms_status = 'completed' where user_id = sam;
    perform internal.sync_unlocks(sam);
end
$test$;

-- notify_on_ticket_update, notify_on_ticket_reply
do $test$
declare
    ticket uuid;
    number text;
    told text[];
begin
    insert into public.support_tickets (user_id, subject, body) values (trial.person('sam'), 'Help', 'Please') returning id, ticket_number into ticket, number;
    assert number ~ '^T-\d{6}$';
    select array_agg(person.name order by person.name) into told from public.notifications join trial.person on person.id = user_id where title = format('New ticket %s: Help', number);
    assert told = '{ada,eve}', told::text;
    insert into public.support_ticket_replies (ticket_id, author_id, body) values (ticket, trial.person('sam'), 'Anyone?');
    assert (select count(*) = 2 from public.notifications where title = 'Reply to ticket ' || number);
    update public.support_tickets set assigned_to = trial.person('mia'), status = 'waiting' where id = ticket;
    assert exists (select from public.notifications where user_id = trial.person('mia') and title = format('Ticket %s is yours: Help', number));
    assert exists (select from public.notifications where user_id = trial.person('sam') and title = format('Ticket %s is waiting', number));
    insert into public.support_ticket_replies (ticket_id, author_id, body) values (ticket, trial.person('mia'), 'Here');
    assert (select count(*) = 1 from public.notifications where user_id = trial.person('sam') and title = 'Reply to ticket ' || number);
    insert into public.support_ticket_replies (ticket_id, author_id, body) values (ticket, trial.person('sam'), 'Thanks');
    assert (select count(*) = 1 from public.notifications where user_id = trial.person('mia') and title = 'Reply to ticket ' || number);
end
$test$;

-- handle_success_session_sync, handle_success_session_changes
do $test$
declare
    private uuid;
    open uuid;
    monday date := date_trunc('week', now() at time zone 'UTC')::date + 7;
begin
    insert into public.success_sessions (title, mentor_id, student_id, starts_at, ends_at)
    values ('Talk', trial.person('mia'), trial.person('sam'), (monday + time '13:00') at time zone 'UTC', (monday + time '13:45') at time zone 'UTC')
    returning id into private;
    assert (select (week, weekday, segment, minutes, student_id) = (monday, 1::smallint, 'afternoon', 45, trial.person('sam'))
            from public.segmented_weekly_success_sessions where session_id = private);
    assert (select array_agg(user_id) = array[trial.person('sam')] from public.notifications where title = 'Session: Talk');
    insert into public.success_sessions (title, mentor_id, starts_at, ends_at)
    values ('Class', trial.person('mia'), (monday + 6 + time '05:00') at time zone 'UTC', (monday + 6 + time '06:00') at time zone 'UTC')
    returning id into open;
    assert (select (week, weekday, segment) = (monday, 7::smallint, 'night') from public.segmented_weekly_success_sessions where session_id = open);
    assert (select count(*) = 2 from public.notifications where title = 'Session: Class');

    update public.success_sessions set starts_at = starts_at + interval '1 week', ends_at = ends_at + interval '1 week' where id = private;
    assert (select week = monday + 7 from public.segmented_weekly_success_sessions where session_id = private);
    assert (select entry ->> 'week' = monday::text from public.segmented_weekly_success_sessions_backup where session_id = private);
    assert exists (select from public.notifications where user_id = trial.person('sam') and title = 'Session changed: Talk');

    update public.success_sessions set status = 'completed' where id = private;
    update public.success_sessions set description = 'held' where id = private;
    assert (select (count(*), sum(credits)) = (1, 1) from public.success_partner_credits where partner_id = trial.person('mia'));
    update public.success_sessions set status = 'scheduled' where id = private;
    assert not exists (select from public.success_partner_credits where partner_id = trial.person('mia'));
    update public.success_sessions set status = 'cancelled' where id = private;
    assert exists (select from public.notifications where title = 'Session cancelled: Talk');
    delete from public.success_sessions where id = open;
    assert not exists (select from public.segmented_weekly_success_sessions where session_id = open);
    assert (select count(*) = 1 from public.segmented_weekly_success_sessions_backup where session_id = open);
    assert (select count(*) = 2 from public.notifications where title = 'Session cancelled: Class');
end
$test$;

-- Milestones award badges, once
do $test$
declare
    medal uuid;
    category uuid;
begin
    insert into public.badges (name, description) values ('Starter', 'You began.') returning id into medal;
    insert into public.milestone_categories (name) values ('Learning') returning id into category;
    insert into public.milestones (category_id, badge_id, title, metric, threshold) values (category, medal, 'One lesson', 'recordings_watched', 1);
    insert into public.recording_views (user_id, recording_id, watched_seconds) values (trial.person('tom'), trial.thing('one'), 100);
    update public.user_metrics set updated_at = now() where user_id = trial.person('tom');
    assert (select count(*) = 1 from public.user_badges where user_id = trial.person('tom') and badge_id = medal and awarded_by is null);
    assert (select count(*) = 1 from public.notifications where user_id = trial.person('tom') and title = 'You earned a badge: Starter');
end
$test$;

-- get_inactive_students, record_recovery_message
do $test$
declare
    tom uuid := trial.person('tom');
begin
    perform trial.refused('sam', 'select public.get_inactive_students()', '42501');
    perform trial.refused('mia', 'select public.get_inactive_students(0)', '22023');
    perform trial.become('mia');
    assert not exists (select from public.get_inactive_students());
    perform trial.become(null);
    update public.students set enrolled_at = now() - interval '40 days' where user_id = tom;
    alter table public.recording_views disable trigger user;
    update public.recording_views set updated_at = now() - interval '10 days' where user_id = tom;
    alter table public.recording_views enable trigger user;
    update public.user_activity_logs set created_at = now() - interval '10 days' where user_id = tom;
    perform trial.become('mia');
    assert (select (user_id, days_inactive, last_message_at is null) = (tom, 10, true) from public.get_inactive_students(7));
    assert not exists (select from public.get_inactive_students(11));
    perform trial.refused('sam', format('select public.record_recovery_message(%L, %L, %L)', tom, 'email', 'Hi'), '42501');
    perform trial.refused('mia', format('select public.record_recovery_message(%L, %L, %L)', trial.person('ada'), 'email', 'Hi'), '23503');
    perform trial.refused('mia', format('select public.record_recovery_message(%L, %L, %L)', tom, 'pigeon', 'Hi'), '23514');
    perform trial.become('mia');
    perform public.record_recovery_message(tom, 'email', 'We miss you');
    assert (select last_message_at is not null from public.get_inactive_students(7));
    perform trial.become(null);
    assert (select (days_inactive, sent_by) = (10, trial.person('mia')) from public.student_recovery_messages where student_id = tom);
    perform trial.refused('ada', format('select public.record_recovery_message(%L, %L, %L)', tom, 'email', 'Hi'), '55000');
end
$test$;

-- audit_integration_access
do $test$
declare
    key text;
begin
    insert into public.integrations (provider, settings, secret_name) values ('trial mail', '{"token": "oops"}', 'mail') returning id::text into key;
    update public.integrations set settings = '{"token": "again"}' where provider = 'trial mail';
    update public.integrations set last_used_at = now() where provider = 'trial mail';
    delete from public.integrations where provider = 'trial mail';
    assert (select array_agg(operation order by id) = '{INSERT,UPDATE,UPDATE,DELETE}' from public.admin_logs where row_key = key);
    assert not exists (select from public.admin_logs where row_key = key and concat(before, after) ~ 'oops|again');
    assert exists (select from public.admin_logs where row_key = key and after ? 'last_used_at');
end
$test$;

-- handle_user_cascade_deletion, handle_auth_user_deleted, from both ends
do $test$
declare
    sam uuid := trial.person('sam');
    tom uuid := trial.person('tom');
    bill uuid;
begin
    insert into public.invoices (student_id, bill_to, amount) values (sam, 'Sam', 5) returning id into bill;
    insert into public.email_queue (user_id, recipient, subject) values (sam, 'sam@growth.example', 'Later');
    insert into storage.buckets (id, name) values ('assignment-submissions', 'assignment-submissions') on conflict do nothing;
    insert into storage.objects (bucket_id, name) values ('assignment-submissions', sam || '/x/work.pdf'), ('assignment-submissions', tom || '/x/work.pdf');
    delete from public.users where id = sam;
    assert not exists (select from auth.users where id = sam), 'the account goes with the person';
    assert not exists (select from public.students where user_id = sam);
    assert (select (status, student_id is null, bill_to) = ('void', true, 'Sam') from public.invoices where id = bill);
    assert (select (status, student_id is null) = ('paid', true) from public.invoices where id = trial.thing('invoice')), 'what was paid stays';
    assert (select status = 'cancelled' from public.email_queue where subject = 'Later');
    assert (select (details ->> 'invoices_voided', details ->> 'mails_cancelled', details ->> 'submissions') = ('1', '2', '2')
            from public.admin_logs where operation = 'user_deleted' and row_key = sam::text);
    assert (select (before ->> 'email', details ->> 'files_left') = ('sam@growth.example', '1')
            from public.admin_logs where operation = 'account_deleted' and row_key = sam::text);
    assert (select summary ->> 'denied_attempts' = '8' from public.user_security_summary_backup where user_id = sam);

    delete from auth.users where id = tom;
    assert not exists (select from public.users where id = tom), 'the person goes with the account';
    assert (select array_agg(operation order by id) = '{user_deleted,account_deleted}' from public.admin_logs
            where operation in ('user_deleted', 'account_deleted') and row_key = tom::text);
    delete from auth.users where id = trial.person('out');
    delete from auth.users where id = trial.person('mia');
end
$test$;

rollback;

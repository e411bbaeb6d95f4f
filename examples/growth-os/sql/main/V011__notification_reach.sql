-- Whole roles as an audience, the reader's own side, and the trail of the templates.

create function public.get_users_by_role(p_role text) returns table (id uuid, full_name text, email text)
    language plpgsql
    stable
    security definer
    set search_path = ''
as $people$
begin
    perform internal.require_role('superadmin', 'admin', 'enrollment_manager', 'mentor');
    if p_role is null or p_role not in ('superadmin', 'admin', 'enrollment_manager', 'mentor', 'student') then
        raise exception 'there is no role %', coalesce(quote_literal(p_role), 'null')
            using errcode = 'invalid_parameter_value';
    end if;
    return query
        select person.id, person.full_name, person.email
        from public.users as person
        where person.role = p_role and person.status <> 'suspended'
        order by person.full_name, person.id;
end
$people$;

revoke all on function public.get_users_by_role(text) from public;

comment on function public.get_users_by_role(text) is 'Everybody who holds a role and is not suspended; for staff.';

create function public.notify_roles(
    p_roles text[], p_kind text, p_title text, p_body text default '', p_link text default null, p_data jsonb default '{}'
) returns integer
    language plpgsql
    security definer
    set search_path = ''
as $notify$
declare
    people uuid[];
begin
    perform internal.require_role('superadmin', 'admin', 'enrollment_manager');
    select array_agg(person.id) into people
    from unnest(p_roles) as wanted (role), public.get_users_by_role(wanted.role) as person;
    return (select count(*)::integer from internal.deliver(people, p_kind, p_title, p_body, p_link, p_data));
end
$notify$;

revoke all on function public.notify_roles(text[], text, text, text, text, jsonb) from public;

comment on function public.notify_roles(text[], text, text, text, text, jsonb) is
    'Tells everybody who holds one of these roles; for superadmins, admins and enrollment managers. How many were told.';

-- As the caller: the access rules let everybody change read_at of their own rows.
create function public.mark_all_notifications_read() returns integer
    language sql
    set search_path = ''
as $mark$
    with marked as (
        update public.notifications set read_at = now()
        where user_id = auth.uid() and read_at is null
        returning 1
    )
    select count(*)::integer from marked
$mark$;

revoke all on function public.mark_all_notifications_read() from public;

comment on function public.mark_all_notifications_read() is 'Marks what the caller has not read as read. How many those were.';

create function public.send_test_notification(p_user_id uuid default null) returns uuid
    language plpgsql
    security definer
    set search_path = ''
as $test$
declare
    person constant uuid := coalesce(p_user_id, auth.uid());
begin
    perform internal.require_self_or_role(person, 'superadmin', 'admin');
    return (
        select * from internal.deliver(
            array[person], 'system', 'Test notification', 'Sent at {{time}}.', null,
            jsonb_build_object('time', to_char(now() at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"'), 'test', true)
        )
    );
end
$test$;

revoke all on function public.send_test_notification(uuid) from public;

comment on function public.send_test_notification(uuid) is
    'Tells the caller, or for admins somebody else, that notifications arrive. Null when they are switched off.';

create function public.audit_notification_templates() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $audit$
begin
    perform internal.log_change(
        tg_op, tg_table_name, coalesce(new.id, old.id)::text,
        case when tg_op <> 'INSERT' then to_jsonb(old) - 'updated_at' end,
        case when tg_op <> 'DELETE' then to_jsonb(new) - 'updated_at' end
    );
    return null;
end
$audit$;

revoke all on function public.audit_notification_templates() from public;

comment on function public.audit_notification_templates() is 'Writes each change of a template''s wording to the trail.';

create trigger audit_notification_templates
    after insert or update or delete on public.notification_templates
    for each row execute function public.audit_notification_templates();

insert into public.notification_templates (key, kind, title, body) values
    ('lesson_published', 'lesson', 'New lesson: {{title}}', 'A lesson was added to your track.'),
    ('lesson_changed', 'lesson', 'Lesson changed: {{title}}', 'The recording was replaced.'),
    ('lesson_unlocked', 'lesson', 'Unlocked: {{title}}', 'You can go on with the next lesson.'),
    ('track_completed', 'lesson', 'You completed your track', 'Every lesson is watched and every assignment passed.'),
    ('assignment_passed', 'assignment', 'Passed: {{title}}', 'You reached {{score}} of {{max_score}} points.'),
    ('assignment_failed', 'assignment', 'Not passed yet: {{title}}', 'You reached {{score}} of {{max_score}} points; try again.'),
    ('invoice_issued', 'payment', 'Invoice {{number}}', '{{amount}} {{currency}}, due on {{due_on}}.'),
    ('fees_cleared', 'payment', 'Your fees are cleared', 'Your lessons are open.'),
    ('ticket_opened', 'ticket', 'New ticket {{number}}: {{subject}}', ''),
    ('ticket_assigned', 'ticket', 'Ticket {{number}} is yours: {{subject}}', ''),
    ('ticket_status', 'ticket', 'Ticket {{number}} is {{status}}', '{{subject}}'),
    ('ticket_reply', 'ticket', 'Reply to ticket {{number}}', '{{subject}}'),
    ('session_scheduled', 'session', 'Session: {{title}}', 'It begins at {{starts_at}}.'),
    ('session_changed', 'session', 'Session changed: {{title}}', 'It begins at {{starts_at}}.'),
    ('session_cancelled', 'session', 'Session cancelled: {{title}}', 'It was to begin at {{starts_at}}.'),
    ('badge_awarded', 'badge', 'You earned a badge: {{name}}', '{{description}}');

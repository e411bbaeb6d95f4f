-- How a notification comes about. All of them go through internal.deliver, which knows what each person wants.

-- One pass over the template: a value that looks like a placeholder itself is not filled in again.
create function public.interpolate_template(p_template text, p_data jsonb) returns text
    language sql
    immutable
    parallel safe
    set search_path = ''
as $interpolate$
    with piece as (
        select * from regexp_split_to_table(p_template, '\{\{\s*\w+\s*\}\}') with ordinality as piece (text, place)
    ),
    name as (
        select match[1] as key, place
        from regexp_matches(p_template, '\{\{\s*(\w+)\s*\}\}', 'g') with ordinality as name (match, place)
    )
    select string_agg(piece.text || coalesce(p_data ->> name.key, ''), '' order by piece.place)
    from piece left join name using (place)
$interpolate$;

revoke all on function public.interpolate_template(text, jsonb) from public;

comment on function public.interpolate_template(text, jsonb) is
    'Puts values for {{name}} into a text. A name without a value becomes empty.';

create function internal.deliver(people uuid[], kind text, title text, body text, link text, data jsonb) returns setof uuid
    language sql
    set search_path = ''
as $deliver$
    with audience as (
        select person.id, person.email,
            coalesce(setting.in_app, true) as in_app,
            coalesce(setting.email, false) as by_email
        from public.users as person
        left join public.notification_settings as setting
            on setting.user_id = person.id and setting.kind = deliver.kind
        where person.id = any (people) and person.status <> 'suspended'
    ),
    message as (
        select public.interpolate_template(deliver.title, deliver.data) as title,
            public.interpolate_template(deliver.body, deliver.data) as body
    ),
    queued as (
        insert into public.email_queue (user_id, recipient, subject, body)
        select audience.id, audience.email, message.title, message.body
        from audience, message
        where audience.by_email and audience.email is not null
    )
    insert into public.notifications (user_id, kind, title, body, link, data)
    select audience.id, deliver.kind, left(message.title, 400), left(message.body, 10000), deliver.link, coalesce(deliver.data, '{}')
    from audience, message
    where audience.in_app
    returning id
$deliver$;

revoke all on function internal.deliver(uuid[], text, text, text, text, jsonb) from public;

comment on function internal.deliver(uuid[], text, text, text, text, jsonb) is
    'Tells each of these people once, in the application and by mail as they want it. The ids of the notifications made.';

create function internal.announce(people uuid[], template_key text, data jsonb, link text default null) returns integer
    language sql
    set search_path = ''
as $announce$
    select count(*)::integer
    from public.notification_templates as template,
        internal.deliver(people, template.kind, template.title, template.body, announce.link, announce.data)
    where template.key = template_key and template.is_active
$announce$;

revoke all on function internal.announce(uuid[], text, jsonb, text) from public;

comment on function internal.announce(uuid[], text, jsonb, text) is 'Tells people something in the words of a template.';

create function public.create_notification(
    p_user_id uuid, p_kind text, p_title text, p_body text default '', p_link text default null, p_data jsonb default '{}'
) returns uuid
    language plpgsql
    security definer
    set search_path = ''
as $create$
begin
    perform internal.require_role('superadmin', 'admin', 'enrollment_manager', 'mentor');
    if not exists (select from public.users where id = p_user_id) then
        raise exception 'there is no user %', p_user_id using errcode = 'foreign_key_violation';
    end if;
    return (select * from internal.deliver(array[p_user_id], p_kind, p_title, p_body, p_link, p_data));
end
$create$;

revoke all on function public.create_notification(uuid, text, text, text, text, jsonb) from public;

comment on function public.create_notification(uuid, text, text, text, text, jsonb) is
    'Tells one person; for staff. Null when they do not want this kind in the application.';

create function public.notify_users(
    p_user_ids uuid[], p_kind text, p_title text, p_body text default '', p_link text default null, p_data jsonb default '{}'
) returns integer
    language plpgsql
    security definer
    set search_path = ''
as $notify$
begin
    perform internal.require_role('superadmin', 'admin', 'enrollment_manager', 'mentor');
    return (select count(*)::integer from internal.deliver(p_user_ids, p_kind, p_title, p_body, p_link, p_data));
end
$notify$;

revoke all on function public.notify_users(uuid[], text, text, text, text, jsonb) from public;

comment on function public.notify_users(uuid[], text, text, text, text, jsonb) is
    'Tells these people, each once; for staff. How many were told in the application.';

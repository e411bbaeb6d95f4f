-- What happens when a session is planned, moved, held or called off.

create function internal.back_up_weekly_session() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $backup$
begin
    insert into public.segmented_weekly_success_sessions_backup (session_id, entry) values (old.session_id, to_jsonb(old));
    if tg_op = 'DELETE' then
        return old;
    end if;
    return new;
end
$backup$;

revoke all on function internal.back_up_weekly_session() from public;

comment on function internal.back_up_weekly_session() is 'Keeps an entry that is about to be deleted or moved.';

create trigger back_up_deleted_session
    before delete on public.segmented_weekly_success_sessions
    for each row execute function internal.back_up_weekly_session();

create trigger back_up_moved_session
    before update on public.segmented_weekly_success_sessions
    for each row
    when (new.starts_at <> old.starts_at or new.mentor_id is distinct from old.mentor_id)
    execute function internal.back_up_weekly_session();

-- Deleting needs nothing here: the entry goes with its session, through the foreign key.
create function public.handle_success_session_sync() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $sync$
declare
    begins constant timestamp := new.starts_at at time zone 'UTC';
begin
    insert into public.segmented_weekly_success_sessions as entry
        (session_id, week, weekday, segment, title, mentor_id, student_id, starts_at, minutes, status)
    values (
        new.id,
        date_trunc('week', begins)::date,
        extract(isodow from begins),
        case
            when extract(hour from begins) < 6 then 'night'
            when extract(hour from begins) < 12 then 'morning'
            when extract(hour from begins) < 18 then 'afternoon'
            else 'evening'
        end,
        new.title, new.mentor_id, new.student_id, new.starts_at,
        extract(epoch from new.ends_at - new.starts_at) / 60,
        new.status
    )
    on conflict (session_id) do update set
        week = excluded.week, weekday = excluded.weekday, segment = excluded.segment, title = excluded.title,
        mentor_id = excluded.mentor_id, student_id = excluded.student_id, starts_at = excluded.starts_at,
        minutes = excluded.minutes, status = excluded.status;
    return null;
end
$sync$;

revoke all on function public.handle_success_session_sync() from public;

comment on function public.handle_success_session_sync() is 'Keeps the weekly table as the sessions are.';

create trigger handle_success_session_sync
    after insert or update on public.success_sessions
    for each row execute function public.handle_success_session_sync();

create function internal.session_audience(student uuid) returns uuid[]
    language sql
    stable
    set search_path = ''
as $audience$
    select case
        when student is not null then array[student]
        else array(select user_id from public.students where lms_status in ('active', 'completed'))
    end
$audience$;

revoke all on function internal.session_audience(uuid) from public;

comment on function internal.session_audience(uuid) is 'Whom a session is for: its student, or all who are let in.';

create function public.handle_success_session_changes() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $changes$
declare
    news text;
    session public.success_sessions;
begin
    session := case when tg_op = 'DELETE' then old else new end;
    news := case
        when tg_op = 'DELETE' then case when old.status = 'scheduled' then 'session_cancelled' end
        when new.status = 'cancelled' then case when tg_op = 'UPDATE' and old.status = 'scheduled' then 'session_cancelled' end
        when new.status = 'completed' then null
        when tg_op = 'INSERT' or old.status <> 'scheduled' then 'session_scheduled'
        when (new.starts_at, new.ends_at, new.meeting_url, new.mentor_id)
            is distinct from (old.starts_at, old.ends_at, old.meeting_url, old.mentor_id) then 'session_changed'
    end;
    if news is not null and session.ends_at > now() then
        perform internal.announce(
            internal.session_audience(session.student_id), news,
            jsonb_build_object(
                'title', session.title,
                'starts_at', to_char(session.starts_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')
            ),
            '/sessions/' || session.id
        );
    end if;
    if tg_op = 'UPDATE' and old.status = 'completed'
        and (new.status <> 'completed' or new.mentor_id is distinct from old.mentor_id)
    then
        delete from public.success_partner_credits where session_id = new.id and reason = 'session';
    end if;
    if tg_op <> 'DELETE' and new.status = 'completed' and new.mentor_id is not null then
        insert into public.success_partner_credits (partner_id, session_id, credits, reason, created_by)
        values (new.mentor_id, new.id, 1, 'session', (select id from public.users where id = auth.uid()))
        on conflict (session_id, reason) do nothing;
    end if;
    return null;
end
$changes$;

revoke all on function public.handle_success_session_changes() from public;

comment on function public.handle_success_session_changes() is
    'Tells whom a session is for that it is planned, moved or called off, and credits its mentor once when it was held.';

create trigger handle_success_session_changes
    after insert or update or delete on public.success_sessions
    for each row execute function public.handle_success_session_changes();

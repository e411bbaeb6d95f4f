-- What happens when somebody watches, and when the content changes.

create function public.handle_recording_watched() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $watched$
begin
    if tg_when = 'BEFORE' then
        if tg_op = 'UPDATE' then
            new.watched_seconds := greatest(new.watched_seconds, old.watched_seconds);
        end if;
        if new.watched_at is null and exists (
            select from public.available_lessons
            where id = new.recording_id and new.watched_seconds::bigint * 10 >= duration_seconds::bigint * 9
        ) then
            new.watched_at := now();
        end if;
        return new;
    end if;
    perform internal.count_metric(new.user_id, 1, 0, 0);
    insert into public.user_activity_logs (user_id, action, subject)
    values (new.user_id, 'recording_watched', new.recording_id::text);
    perform internal.unlock_after(new.user_id, new.recording_id);
    return null;
end
$watched$;

revoke all on function public.handle_recording_watched() from public;

comment on function public.handle_recording_watched() is
    'Before: tells when a recording counts as watched. After: counts it, writes it down and opens what comes next.';

create trigger handle_recording_progress
    before insert or update of watched_seconds on public.recording_views
    for each row execute function public.handle_recording_watched();

create trigger handle_recording_first_watched
    after insert on public.recording_views
    for each row
    when (new.watched_at is not null)
    execute function public.handle_recording_watched();

create trigger handle_recording_watched
    after update on public.recording_views
    for each row
    when (old.watched_at is null and new.watched_at is not null)
    execute function public.handle_recording_watched();

create function internal.sync_track(track uuid) returns void
    language plpgsql
    set search_path = ''
as $sync$
declare
    person uuid;
begin
    for person in
        select user_id from public.students
        where track_id = track and lms_status in ('active', 'completed')
        order by user_id
    loop
        perform internal.sync_unlocks(person);
    end loop;
end
$sync$;

revoke all on function internal.sync_track(uuid) from public;

comment on function internal.sync_track(uuid) is
    'Opens for every student of a track what is due, one after the other by id, so that two of these cannot block each other.';

create function public.handle_recording_changes() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $changes$
declare
    was_published constant boolean := tg_op <> 'INSERT' and old.is_published;
    is_published constant boolean := tg_op <> 'DELETE' and new.is_published;
    track constant uuid := (
        select track_id from public.modules where id = coalesce(new.module_id, old.module_id) and modules.is_published
    );
begin
    if was_published or is_published then
        perform internal.sync_track(track);
    end if;
    if is_published and not was_published then
        perform internal.announce(
            array(select user_id from public.students where track_id = track and lms_status in ('active', 'completed')),
            'lesson_published', jsonb_build_object('title', new.title)
        );
    elsif is_published and new.recording_url <> old.recording_url then
        perform internal.announce(
            array(select user_id from public.user_unlocks where recording_id = new.id),
            'lesson_changed', jsonb_build_object('title', new.title)
        );
    end if;
    return null;
end
$changes$;

revoke all on function public.handle_recording_changes() from public;

comment on function public.handle_recording_changes() is
    'Tells the students of the track of a new lesson, those who have it unlocked of a new recording, and opens what a change made due.';

create trigger handle_recording_changes
    after insert or delete or update of module_id, title, recording_url, place, is_published on public.available_lessons
    for each row execute function public.handle_recording_changes();

create function internal.handle_module_changes() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $changes$
begin
    perform internal.sync_track(new.track_id);
    return null;
end
$changes$;

revoke all on function internal.handle_module_changes() from public;

comment on function internal.handle_module_changes() is 'Opens what became due when a module was published, withdrawn or moved.';

create trigger handle_module_changes
    after update of track_id, place, is_published on public.modules
    for each row execute function internal.handle_module_changes();

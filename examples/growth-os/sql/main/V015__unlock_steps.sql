-- The steps through a track: the first lesson, the next one, and all that are due.

create function internal.unlock_first(person uuid) returns uuid
    language plpgsql
    set search_path = ''
as $first$
declare
    first uuid;
begin
    select recording_id into first from internal.recordings_of(internal.lock_learner(person)) where place = 1;
    if first is not null then
        perform internal.unlock(person, first, 'first');
    end if;
    return first;
end
$first$;

revoke all on function internal.unlock_first(uuid) from public;

comment on function internal.unlock_first(uuid) is 'Unlocks the beginning of a student''s track.';

create function internal.unlock_after(person uuid, recording uuid) returns uuid
    language plpgsql
    set search_path = ''
as $after$
declare
    track constant uuid := internal.lock_learner(person);
    next record;
begin
    if track is null
        or not exists (select from public.user_unlocks where user_id = person and recording_id = recording)
        or not internal.recording_complete(person, recording)
    then
        return null;
    end if;
    select following.recording_id, following.title into next
    from internal.recordings_of(track) as done
    join internal.recordings_of(track) as following on following.place = done.place + 1
    where done.recording_id = recording;
    if next.recording_id is not null and internal.unlock(person, next.recording_id, 'sequence') then
        perform internal.announce(array[person], 'lesson_unlocked', jsonb_build_object('title', next.title));
    end if;
    perform internal.settle_track(person);
    return next.recording_id;
end
$after$;

revoke all on function internal.unlock_after(uuid, uuid) from public;

comment on function internal.unlock_after(uuid, uuid) is
    'Unlocks the lesson after a complete one. That lesson; null when it is not complete or the last.';

create function internal.sync_unlocks(person uuid) returns integer
    language plpgsql
    set search_path = ''
as $sync$
declare
    track constant uuid := internal.lock_learner(person);
    opened integer;
begin
    if track is null then
        return 0;
    end if;
    insert into public.user_unlocks (user_id, recording_id, reason)
    select person, due.recording_id, 'sync'
    from (
        select recording.recording_id,
            bool_and(internal.recording_complete(person, recording.recording_id)) over (
                order by recording.place rows between unbounded preceding and 1 preceding
            ) as all_before
        from internal.recordings_of(track) as recording
    ) as due
    where coalesce(due.all_before, true)
    on conflict (user_id, recording_id) do nothing;
    get diagnostics opened = row_count;
    perform internal.settle_track(person);
    return opened;
end
$sync$;

revoke all on function internal.sync_unlocks(uuid) from public;

comment on function internal.sync_unlocks(uuid) is 'Unlocks all that is due to a student. How many lessons that were.';

create function public.initialize_student_unlocks(p_user_id uuid) returns uuid
    language plpgsql
    security definer
    set search_path = ''
as $initialize$
begin
    perform internal.require_role('superadmin', 'admin', 'enrollment_manager');
    if not exists (
        select from public.students where user_id = p_user_id and lms_status in ('active', 'completed')
    ) then
        raise exception '% is no student who is let in', coalesce(p_user_id::text, 'null')
            using errcode = 'object_not_in_prerequisite_state', hint = 'Clear the fees first.';
    end if;
    return internal.unlock_first(p_user_id);
end
$initialize$;

revoke all on function public.initialize_student_unlocks(uuid) from public;

comment on function public.initialize_student_unlocks(uuid) is
    'Unlocks the first lesson of a student who is let in; for those who enroll. Null when the track holds none.';

create function public.unlock_next_recording(p_user_id uuid, p_recording_id uuid) returns uuid
    language plpgsql
    security definer
    set search_path = ''
as $next$
begin
    perform internal.require_self_or_role(p_user_id, 'superadmin', 'admin', 'enrollment_manager', 'mentor');
    return internal.unlock_after(p_user_id, p_recording_id);
end
$next$;

revoke all on function public.unlock_next_recording(uuid, uuid) from public;

comment on function public.unlock_next_recording(uuid, uuid) is
    'Unlocks the lesson after one that the student has completed. It gives nothing that is not due, so students may call it for themselves.';

create function public.sync_user_unlock_progress(p_user_id uuid default null) returns integer
    language plpgsql
    security definer
    set search_path = ''
as $sync$
declare
    person constant uuid := coalesce(p_user_id, auth.uid());
begin
    perform internal.require_self_or_role(person, 'superadmin', 'admin', 'enrollment_manager', 'mentor');
    return internal.sync_unlocks(person);
end
$sync$;

revoke all on function public.sync_user_unlock_progress(uuid) from public;

comment on function public.sync_user_unlock_progress(uuid) is 'Makes up for what is due to a student. How many lessons were unlocked.';

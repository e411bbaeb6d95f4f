-- The rule of the sequence. Complete: watched, and every required assignment passed. Unlocked: all lessons before it are complete.
--
-- Whatever moves a student on locks the student's row first and looks afterwards: of a lesson watched and an assignment approved
-- at the same moment, the later one sees the other, and the next lesson opens.

create function internal.recordings_of(track uuid)
    returns table (recording_id uuid, title text, module_title text, place bigint)
    language sql
    stable
    set search_path = ''
as $recordings$
    select lesson.id, lesson.title, module.title,
        row_number() over (order by module.place, module.id, lesson.place, lesson.id)
    from public.modules as module
    join public.available_lessons as lesson on lesson.module_id = module.id
    where module.track_id = track and module.is_published and lesson.is_published
$recordings$;

revoke all on function internal.recordings_of(uuid) from public;

comment on function internal.recordings_of(uuid) is 'The published lessons of a track in their order.';

create function internal.assignment_passed(person uuid, assignment uuid) returns boolean
    language sql
    stable
    set search_path = ''
as $passed$
    select exists (
        select from public.submissions
        where student_id = person and assignment_id = assignment and status = 'approved'
    )
$passed$;

revoke all on function internal.assignment_passed(uuid, uuid) from public;

comment on function internal.assignment_passed(uuid, uuid) is 'Whether a submission of theirs was approved.';

create function internal.recording_complete(person uuid, recording uuid) returns boolean
    language sql
    stable
    set search_path = ''
as $complete$
    select exists (
        select from public.recording_views
        where user_id = person and recording_id = recording and watched_at is not null
    ) and not exists (
        select from public.assignments
        where recording_id = recording and is_required and is_published and not internal.assignment_passed(person, id)
    )
$complete$;

revoke all on function internal.recording_complete(uuid, uuid) from public;

comment on function internal.recording_complete(uuid, uuid) is 'Whether a student is done with a lesson.';

create function internal.track_complete(person uuid) returns boolean
    language sql
    stable
    set search_path = ''
as $complete$
    select coalesce(bool_and(internal.recording_complete(person, recording.recording_id)), false)
    from public.students as student, internal.recordings_of(student.track_id) as recording
    where student.user_id = person
$complete$;

revoke all on function internal.track_complete(uuid) from public;

comment on function internal.track_complete(uuid) is 'Whether a student is done with their track; not with one that holds nothing.';

create function internal.lock_learner(person uuid) returns uuid
    language sql
    set search_path = ''
as $lock$
    select track_id from public.students
    where user_id = person and lms_status in ('active', 'completed')
    for no key update
$lock$;

revoke all on function internal.lock_learner(uuid) from public;

comment on function internal.lock_learner(uuid) is
    'Locks the row of a student who is let in, until the transaction ends. Their track; null for everybody else.';

create function internal.settle_track(person uuid) returns void
    language plpgsql
    set search_path = ''
as $settle$
begin
    update public.students set lms_status = case lms_status when 'active' then 'completed' else 'active' end
    where user_id = person
        and lms_status = case when internal.track_complete(person) then 'active' else 'completed' end;
    if found and internal.track_complete(person) then
        perform internal.announce(array[person], 'track_completed', '{}');
    end if;
end
$settle$;

revoke all on function internal.settle_track(uuid) from public;

comment on function internal.settle_track(uuid) is 'Makes a student completed who is done, and active again who has a new lesson to do.';

create function internal.unlock(person uuid, recording uuid, reason text) returns boolean
    language plpgsql
    set search_path = ''
as $unlock$
begin
    insert into public.user_unlocks (user_id, recording_id, reason) values (person, recording, reason)
    on conflict (user_id, recording_id) do nothing;
    return found;
end
$unlock$;

revoke all on function internal.unlock(uuid, uuid, text) from public;

comment on function internal.unlock(uuid, uuid, text) is 'Unlocks one lesson. Whether it was locked before.';

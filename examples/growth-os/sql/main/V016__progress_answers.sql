-- Questions about progress: everybody about themselves, staff about everybody.

create function public.is_recording_watched(p_user_id uuid, p_recording_id uuid) returns boolean
    language plpgsql
    stable
    security definer
    set search_path = ''
as $watched$
begin
    perform internal.require_self_or_role(p_user_id, 'superadmin', 'admin', 'enrollment_manager', 'mentor');
    return exists (
        select from public.recording_views
        where user_id = p_user_id and recording_id = p_recording_id and watched_at is not null
    );
end
$watched$;

revoke all on function public.is_recording_watched(uuid, uuid) from public;

comment on function public.is_recording_watched(uuid, uuid) is 'Whether a student watched a recording to its end, or nearly.';

create function public.is_assignment_passed(p_user_id uuid, p_assignment_id uuid) returns boolean
    language plpgsql
    stable
    security definer
    set search_path = ''
as $passed$
begin
    perform internal.require_self_or_role(p_user_id, 'superadmin', 'admin', 'enrollment_manager', 'mentor');
    return internal.assignment_passed(p_user_id, p_assignment_id);
end
$passed$;

revoke all on function public.is_assignment_passed(uuid, uuid) from public;

comment on function public.is_assignment_passed(uuid, uuid) is 'Whether a submission of this student to this assignment was approved.';

create function public.has_completed_all_modules(p_user_id uuid default null) returns boolean
    language plpgsql
    stable
    security definer
    set search_path = ''
as $completed$
declare
    person constant uuid := coalesce(p_user_id, auth.uid());
begin
    perform internal.require_self_or_role(person, 'superadmin', 'admin', 'enrollment_manager', 'mentor');
    return internal.track_complete(person);
end
$completed$;

revoke all on function public.has_completed_all_modules(uuid) from public;

comment on function public.has_completed_all_modules(uuid) is 'Whether a student completed every lesson of every published module of their track.';

create function public.get_sequential_unlock_status(p_user_id uuid default null) returns table (
    place bigint, recording_id uuid, module_title text, title text, is_unlocked boolean, is_watched boolean,
    assignments_required bigint, assignments_passed bigint, state text
)
    language plpgsql
    stable
    security definer
    set search_path = ''
as $status$
declare
    person constant uuid := coalesce(p_user_id, auth.uid());
begin
    perform internal.require_self_or_role(person, 'superadmin', 'admin', 'enrollment_manager', 'mentor');
    return query
        select recording.place, recording.recording_id, recording.module_title, recording.title,
            unlocked.user_id is not null,
            seen.watched_at is not null,
            work.required, work.passed,
            case
                when unlocked.user_id is null then 'locked'
                when seen.watched_at is null then 'to watch'
                when work.passed < work.required then 'to pass'
                else 'complete'
            end
        from public.students as student
        cross join lateral internal.recordings_of(student.track_id) as recording
        left join public.user_unlocks as unlocked
            on unlocked.user_id = person and unlocked.recording_id = recording.recording_id
        left join public.recording_views as seen
            on seen.user_id = person and seen.recording_id = recording.recording_id
        cross join lateral (
            select count(*) as required, count(*) filter (where internal.assignment_passed(person, assignment.id)) as passed
            from public.assignments as assignment
            where assignment.recording_id = recording.recording_id and assignment.is_required and assignment.is_published
        ) as work
        where student.user_id = person
        order by recording.place;
end
$status$;

revoke all on function public.get_sequential_unlock_status(uuid) from public;

comment on function public.get_sequential_unlock_status(uuid) is
    'Every lesson of a student''s track in order, what is open, and what is missing. Without addresses: the locked ones stay locked.';

create function public.get_user_lms_status(p_user_id uuid default null) returns text
    language plpgsql
    stable
    security definer
    set search_path = ''
as $status$
declare
    person constant uuid := coalesce(p_user_id, auth.uid());
begin
    perform internal.require_self_or_role(person, 'superadmin', 'admin', 'enrollment_manager', 'mentor');
    return (
        select case
            when account.status = 'suspended' then 'suspended'
            when account.role <> 'student' then 'staff'
            when student.user_id is null then 'not enrolled'
            when student.lms_status = 'pending' and not student.fees_cleared then 'fees due'
            else student.lms_status
        end
        from public.users as account
        left join public.students as student on student.user_id = account.id
        where account.id = person
    );
end
$status$;

revoke all on function public.get_user_lms_status(uuid) from public;

comment on function public.get_user_lms_status(uuid) is
    'suspended, staff, not enrolled, fees due, pending, active, paused or completed; null for who is unknown.';

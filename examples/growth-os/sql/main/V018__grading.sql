-- From a score to the next lesson: the grading judges, the submission follows, the student is told and goes on.

create function internal.judge_submission() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $judge$
declare
    asked record;
begin
    if tg_op = 'UPDATE' and new.submission_id <> old.submission_id then
        raise exception 'a grading cannot move to another submission' using errcode = 'restrict_violation';
    end if;
    select assignment.max_score, assignment.pass_score into asked
    from public.submissions as submission
    join public.assignments as assignment on assignment.id = submission.assignment_id
    where submission.id = new.submission_id;
    if new.score > asked.max_score then
        raise exception 'the score is above the assignment''s %', asked.max_score
            using errcode = 'check_violation', table = tg_table_name, column = 'score';
    end if;
    new.passed := new.score >= coalesce(asked.pass_score, 0);
    new.graded_at := now();
    return new;
end
$judge$;

revoke all on function internal.judge_submission() from public;

comment on function internal.judge_submission() is 'Refuses a score above the most, and derives whether it passes.';

create trigger judge_submission
    before insert or update of submission_id, score on public.assignment_grading
    for each row execute function internal.judge_submission();

create function internal.apply_grade() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $apply$
begin
    if tg_op = 'DELETE' then
        update public.submissions set status = 'submitted', reviewed_at = null where id = old.submission_id;
    else
        update public.submissions
        set status = case when new.passed then 'approved' else 'rejected' end, reviewed_at = new.graded_at
        where id = new.submission_id;
    end if;
    return null;
end
$apply$;

revoke all on function internal.apply_grade() from public;

comment on function internal.apply_grade() is 'Lets the submission follow its grading; without one it waits again.';

create trigger apply_grade
    after insert or delete or update of score, passed on public.assignment_grading
    for each row execute function internal.apply_grade();

create function internal.count_submission() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $count$
begin
    perform internal.count_metric(new.student_id, 0, 1, 0);
    return null;
end
$count$;

revoke all on function internal.count_submission() from public;

comment on function internal.count_submission() is 'Counts what was handed in.';

create trigger count_submission
    after insert on public.submissions
    for each row execute function internal.count_submission();

create function public.handle_sequential_submission_approval() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $approval$
declare
    recording constant uuid := (select recording_id from public.assignments where id = new.assignment_id);
begin
    perform internal.count_metric(new.student_id, 0, 0, 1);
    if recording is not null then
        perform internal.unlock_after(new.student_id, recording);
    end if;
    return null;
end
$approval$;

revoke all on function public.handle_sequential_submission_approval() from public;

comment on function public.handle_sequential_submission_approval() is
    'Counts an approved submission and opens the lesson that waited for it.';

create trigger handle_sequential_submission_approval
    after update of status on public.submissions
    for each row
    when (new.status = 'approved' and old.status <> 'approved')
    execute function public.handle_sequential_submission_approval();

create function public.notify_on_assignment_graded() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $notify$
begin
    perform internal.announce(
        array[submission.student_id],
        case when new.passed then 'assignment_passed' else 'assignment_failed' end,
        jsonb_build_object('title', assignment.title, 'score', new.score, 'max_score', assignment.max_score),
        '/assignments/' || assignment.id
    )
    from public.submissions as submission
    join public.assignments as assignment on assignment.id = submission.assignment_id
    where submission.id = new.submission_id;
    return null;
end
$notify$;

revoke all on function public.notify_on_assignment_graded() from public;

comment on function public.notify_on_assignment_graded() is 'Tells the student of a grade, and of a changed one.';

create trigger notify_on_first_grade
    after insert on public.assignment_grading
    for each row execute function public.notify_on_assignment_graded();

create trigger notify_on_assignment_graded
    after update of score on public.assignment_grading
    for each row
    when (new.score <> old.score)
    execute function public.notify_on_assignment_graded();

-- Undoes V018.

drop trigger notify_on_assignment_graded on public.assignment_grading;

drop trigger notify_on_first_grade on public.assignment_grading;

drop function public.notify_on_assignment_graded();

drop trigger handle_sequential_submission_approval on public.submissions;

drop function public.handle_sequential_submission_approval();

drop trigger count_submission on public.submissions;

drop function internal.count_submission();

drop trigger apply_grade on public.assignment_grading;

drop function internal.apply_grade();

drop trigger judge_submission on public.assignment_grading;

drop function internal.judge_submission();

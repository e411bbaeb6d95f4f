-- Undoes V013.

drop table public.assignment_grading;

drop table public.submissions;

drop function internal.number_attempt();

drop table public.assignments;

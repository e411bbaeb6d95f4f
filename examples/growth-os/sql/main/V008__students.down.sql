-- Undoes V008.

drop function internal.count_metric(uuid, integer, integer, integer);

drop table public.user_metrics;

drop table public.onboarding_jobs;

drop table public.onboarding_responses;

drop table public.students;

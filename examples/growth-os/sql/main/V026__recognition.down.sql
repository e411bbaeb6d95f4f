-- Undoes V026.

drop trigger award_milestones on public.user_metrics;

drop function internal.award_milestones();

drop table public.milestones;

drop table public.milestone_categories;

drop table public.user_badges;

drop table public.badges;

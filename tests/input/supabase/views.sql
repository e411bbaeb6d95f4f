create or replace view public.open_work with (security_invoker = on) as
  select id, title, 'tasks' as kind from public.tasks where status <> 'todo'
  union all
  select id, title, 'projects' from public.projects where status <> 'todo';
comment on view public.open_work is $c$open; it's "work" for $$everyone$$$c$;

create materialized view if not exists private.work_by_day as
  select date_trunc('day', created_at) as day, count(*) from public.tasks group by 1;
create unique index on private.work_by_day (day);
refresh materialized view private.work_by_day;

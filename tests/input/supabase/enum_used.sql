alter table public.tasks alter column status set default 'done';
update public.tasks set status = 'archived' where status = 'todo' and created_at < now() - interval '1 year';

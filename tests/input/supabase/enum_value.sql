ALTER TYPE public.task_status ADD VALUE IF NOT EXISTS 'done' AFTER 'doing';
ALTER TYPE public.task_status ADD VALUE 'archived';

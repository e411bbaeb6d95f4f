BEGIN;
ALTER TABLE public.tasks
  RENAME COLUMN title TO name;
ALTER TABLE public.tasks ADD COLUMN due date, ADD CONSTRAINT due_after CHECK (due > '2020-01-01') NOT VALID;
ALTER TABLE public.tasks VALIDATE CONSTRAINT due_after;
ALTER TABLE public.comments ADD COLUMN IF NOT EXISTS task_id uuid REFERENCES public.tasks (id);
SAVEPOINT before_backfill;
UPDATE public.comments SET task_id = NULL;
RELEASE SAVEPOINT before_backfill;
CREATE TEMPORARY TABLE moved ON COMMIT DROP AS SELECT id FROM public.comments;
DROP FUNCTION public.labels_of(uuid);
COMMIT;

do $$ begin
  create type public.task_status as enum ('todo', 'doing');
exception
  when duplicate_object then null;
end $$;

DO $outer$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['low', 'high;er'] LOOP
    EXECUTE format($sql$ insert into private.settings (key) values (%L) on conflict do nothing; $sql$, t);
  END LOOP;
  RAISE NOTICE 'seeded % rows; done', 2;
END
$outer$;

DROP TRIGGER IF EXISTS {t}_touch ON public.{t};
CREATE TRIGGER {t}_touch BEFORE UPDATE ON public.{t} FOR EACH ROW EXECUTE FUNCTION public.{t}_touch();

DO $do$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_publication_tables WHERE pubname = 'supabase_realtime' AND tablename = '{t}') THEN
    EXECUTE 'alter publication supabase_realtime add table public.{t}';
  END IF;
END
$do$;

create or replace function public.{t}_touch() returns trigger language plpgsql as $func$
begin
  new.updated_at = now(); -- $$ not the end; $$
  return new;
end;
$func$;

create or replace function public.{t}_count(wanted public.task_status default 'todo')
returns bigint language sql stable security invoker set search_path to 'public' as $$
  select count(*) from {t} where status = wanted;
$$;

create or replace function public.{t}_of(who uuid) returns setof public.{t}
language sql stable
begin atomic
  select * from public.{t} where owner_id = who;
end;

revoke execute on function public.{t}_count from public, anon;
grant execute on function public.{t}_count(public.task_status) to authenticated;

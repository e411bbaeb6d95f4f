begin;
alter table public.{t} enable row level security;

drop policy if exists "{t}: owners read" on public.{t};
create policy "{t}: owners read" on public.{t} for select to authenticated using ((select auth.uid()) = owner_id);
create policy "{t}: owners write; nobody else" on public.{t} for all to authenticated
  using ((select auth.uid()) = owner_id) with check ((select auth.uid()) = owner_id);

grant select, insert, update, delete on table public.{t} to authenticated;
grant all on table public.{t} to service_role;
revoke all on table public.{t} from anon;
end;

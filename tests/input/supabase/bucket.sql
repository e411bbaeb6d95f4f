insert into storage.buckets (id, name, public)
values ('{t}', '{t}', false)
on conflict (id) do nothing;

create policy "{t} folder; own files only" on storage.objects for select to authenticated
  using (bucket_id = '{t}' and (storage.foldername(name))[1] = (select auth.uid())::text);
create policy "{t} uploads" on storage.objects for insert to authenticated
  with check (bucket_id = '{t}' and (storage.foldername(name))[1] = (select auth.uid())::text);

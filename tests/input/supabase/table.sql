-- {t}: what a team keeps; see "docs/{t}.md"
create table if not exists public.{t} (
  id uuid primary key default uuid_generate_v4(),
  owner_id uuid references auth.users (id) on delete set null default auth.uid(),
  title text not null check (title <> ''),
  status public.task_status not null default 'todo',
  meta jsonb not null default '{}',
  created_at timestamptz not null default timezone('utc'::text, now()),
  updated_at timestamptz
);
comment on table public.{t} is 'Rows of {t}; one owner each.';
create index if not exists {t}_owner_id_idx on public.{t} using btree (owner_id);
create index on public.{t} using gin (meta jsonb_path_ops) where status <> 'todo';

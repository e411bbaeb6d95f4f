SET search_path TO public;
SET ROLE postgres;

create table team_members (
  team_id uuid not null references teams (id) on delete cascade,
  user_id uuid not null references auth.users (id) on delete cascade,
  role text not null default 'member',
  primary key (team_id, user_id)
);
alter table team_members enable row level security;
create policy "members see their teams" on team_members for select to authenticated
  using (user_id = (select auth.uid()) or private.is_member(team_id));

-- Undoes V005: the column takes the foreign key and the index with it, then nothing holds the table.

alter table public.courses drop column rep_role;

drop table public.memberships;

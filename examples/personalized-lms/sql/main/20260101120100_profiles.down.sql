-- Undoes the profiles. Index, constraints and comments go with the table.

drop table public.profiles;

-- Undoes V002. Trigger, constraints and comments go with the table.

drop table public.profiles;

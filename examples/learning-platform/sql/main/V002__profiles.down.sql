-- Undoes the two tables. Indexes, constraints and comments go with them.

drop table public.personalized;

drop table public.academic;

-- Undoes V004.

drop table public.courses;

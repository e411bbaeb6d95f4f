-- Undoes courses and materials. The files in the bucket are not this database's to delete.

drop table public.materials;

drop function internal.place_material();

drop table public.courses;

drop schema internal;

-- Some data keys that a master key has not wrapped yet, held until that is done. Who rotates beside us takes others.
begin;
select d.course_id, d.dek_version, d.key_id,
    (select pg_catalog.string_agg(w.wrapped, ' ' order by w.created_at desc) from public.course_dek_wraps w
     where (w.course_id, w.dek_version) operator(pg_catalog.=) (d.course_id, d.dek_version))
from public.course_deks d
where not exists (
    select from public.course_dek_wraps w
    where (w.course_id, w.dek_version) operator(pg_catalog.=) (d.course_id, d.dek_version) and w.kek_id operator(pg_catalog.=) {{ kek | literal }})
  and not (d.course_id operator(pg_catalog.=) any ({{ skip | literal }}::pg_catalog.uuid[]))
order by d.course_id, d.dek_version limit {{ limit | literal }} for update of d skip locked;

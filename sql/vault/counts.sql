-- How much the vault holds.
select (select pg_catalog.count(distinct course_id) from public.course_credentials), (select pg_catalog.count(*) from public.course_credentials),
    (select pg_catalog.count(*) from public.course_deks), (select pg_catalog.max(seq) from internal.vault_audit);

-- How much the vault holds, what a rotation has left to do, and what is out of reach of the master keys at hand.
with unopened as materialized (
    select d.course_id, d.dek_version from public.course_deks d
    where not exists (
        select from public.course_dek_wraps w
        where (w.course_id, w.dek_version) operator(pg_catalog.=) (d.course_id, d.dek_version)
          and w.kek_id operator(pg_catalog.=) any ({{ here | literal }}::pg_catalog.uuid[]))
), waiting (data_keys, by_others) as (
    {% include "vault/waiting.sql" %}
)
select (select pg_catalog.count(distinct course_id) from public.course_credentials), (select pg_catalog.count(*) from public.course_credentials),
    (select pg_catalog.count(*) from public.course_deks), (select coalesce(pg_catalog.max(seq), 0) from internal.vault_audit),
    waiting.data_keys, waiting.by_others,
    (select pg_catalog.count(*) from unopened),
    (select pg_catalog.count(*) from public.course_credentials c join unopened u
        on (c.course_id, c.dek_version) operator(pg_catalog.=) (u.course_id, u.dek_version))
from waiting;

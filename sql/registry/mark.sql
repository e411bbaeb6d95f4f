-- A course takes its database: the row says whose it is from now on. Somebody else's row stays, and is read afterwards.
begin;

set local search_path to pg_catalog, pg_temp;
set local client_min_messages to warning;
set local lock_timeout to '5s';

create schema if not exists provost;
revoke all on schema provost from public;

{% include "registry/mark_table.sql" %}

insert into provost.marker (scope, id, kind, course_id, code, system_identifier, database_oid)
select {{ scope | literal }}, {{ marker | literal }}, 'course', {{ course | literal }}, {{ code | literal }}, s.system_identifier::text, d.oid::text
from pg_control_system() s, pg_database d where d.datname = current_database()
on conflict (scope) {% if again -%}
do update set id = excluded.id, code = excluded.code, system_identifier = excluded.system_identifier, database_oid = excluded.database_oid
where marker.kind = 'course' and marker.course_id = excluded.course_id
{%- else -%}
do nothing
{%- endif %};

commit;

-- A repeatable file's new checksum, written before it runs; rolled back with it.
insert into provost.repeated (history, name, checksum, run)
values ({{ label | literal }}, {{ name | literal }}, {{ checksum | literal }}, {{ run | literal }})
on conflict (history, name) do update
set checksum = excluded.checksum, run = excluded.run, applied_by = session_user, started_at = clock_timestamp(), finished_at = null;

set local search_path to default;

-- Roles belong to the whole server: who makes or drops some for a scratch database does so one after the other.
begin;
select pg_advisory_xact_lock({{ space | literal }}, 0);

-- A world begins, in a database that goes with it. Ordinary triggers are off, and with them foreign keys.
set session_replication_role = replica;
set client_min_messages = error;
set jit = off;
select setseed({{ seed | literal }}),
    -- As the storage service deletes.
    set_config('storage.allow_delete_query', 'true', false),
    set_config('request.jwt.claim.sub', '', false), set_config('request.jwt.claim.role', '', false), set_config('request.jwt.claim.email', '', false);
insert into provost_proof.person (no, uid, app_role, database_role, claims)
select no, uid, app_role, database_role, claims
from jsonb_to_recordset({{ people | literal }}::jsonb) as person (no integer, uid uuid, app_role text, database_role text, claims text);

-- A world begins: in a transaction that never ends well. Ordinary triggers are off, and with them foreign keys.
begin;
set local session_replication_role = replica;
set local client_min_messages = error;
set local jit = off;
select setseed({{ seed | literal }}),
    set_config('request.jwt.claim.sub', '', true), set_config('request.jwt.claim.role', '', true), set_config('request.jwt.claim.email', '', true);
insert into provost_proof.person (no, uid, app_role, database_role, claims)
select no, uid, app_role, database_role, claims
from jsonb_to_recordset({{ people | literal }}::jsonb) as person (no integer, uid uuid, app_role text, database_role text, claims text);

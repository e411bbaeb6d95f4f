-- The session that stands for a run: nothing that the role or the database sets may change what the next questions mean, or end it
-- while the run is busy elsewhere.
set search_path to pg_catalog;
set statement_timeout to 0;
set idle_session_timeout to 0;

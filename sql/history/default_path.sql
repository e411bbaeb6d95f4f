-- A no-transaction file runs along the role's own search path.
set search_path to default;

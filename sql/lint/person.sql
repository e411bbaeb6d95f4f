-- Plans are made for a person whose id is theirs alone; scans of whole tables are shunned, so that one that remains cannot be helped.
-- On empty tables reading a whole index would be cheaper than searching it.
begin;
set local enable_seqscan = off;
set local enable_indexonlyscan = off;
set local request.jwt.claims = '{"sub": "00000000-0000-4000-8000-000000000001", "role": "authenticated"}';

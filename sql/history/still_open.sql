-- Whether any of the transactions that were in the way is still open.
select exists (select from pg_catalog.pg_locks l
               where l.virtualtransaction operator(pg_catalog.=) any ({{ transactions | literal }}::pg_catalog.text[]));

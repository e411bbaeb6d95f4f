-- What versions were when they ran, for the difference to what their files are now. Columns: version, text.
select version, sql from provost.applied
where history operator(pg_catalog.=) {{ label | literal }} and sql is not null
  and version operator(pg_catalog.=) any ({{ versions | literal }}::pg_catalog.int8[]);

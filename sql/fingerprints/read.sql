-- What was kept of courses' catalogs.
select course, watermark from provost.fingerprints;

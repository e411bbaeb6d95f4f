-- A stage begins. Whatever an earlier run left open was cut off.
begin;
update provost.course_stages set ended_at = pg_catalog.clock_timestamp(), outcome = 'cut off'
where course_id operator(pg_catalog.=) {{ course | literal }} and ended_at is null;
insert into provost.course_stages (course_id, stage, run) values ({{ course | literal }}, {{ stage | literal }}, {{ run | literal }});
commit;

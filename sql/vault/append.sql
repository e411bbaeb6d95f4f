-- The next entry. Whoever asked for the end of the trail holds it until here.
insert into internal.vault_audit (seq, at, key_id, actor, host, run, action, course_id, outcome, detail, link)
values ({{ seq | literal }}, 'epoch'::pg_catalog.timestamptz operator(pg_catalog.+) ({{ at | literal }} operator(pg_catalog.*) interval '1 microsecond'),
    {{ key | literal }}, {{ actor | literal }}, {{ host | literal }}, {{ run | literal }}, {{ action | literal }}, {{ course | literal }},
    {{ outcome | literal }}, {{ detail | literal }}, {{ link | literal }});
commit;

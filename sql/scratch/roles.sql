-- Which of these roles are there.
select rolname from pg_roles where rolname in (select * from jsonb_array_elements_text({{ roles | literal }}));

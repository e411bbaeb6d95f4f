-- Another master key wraps from now on; those before open what they wrapped.
begin;
update public.vault_keys set state = 'decrypt_only', ended_at = pg_catalog.now()
where kind operator(pg_catalog.=) 'kek' and state operator(pg_catalog.=) 'active';
insert into public.vault_keys (key_id, deployment_id, kind, source_hint, wrapped)
values ({{ kek | literal }}, {{ deployment | literal }}, 'kek', {{ hint | literal }}, {{ wrapped | literal }});
insert into internal.audit_key_wraps (key_id, kek_id, wrapped) values ({{ audit | literal }}, {{ kek | literal }}, {{ audit_wrapped | literal }});
commit;

-- A new vault: its first master key and the key of its audit trail. An active key of either kind that is there already refuses it.
begin;
{% if lost -%}
update public.vault_keys set state = 'lost', ended_at = pg_catalog.now() where state operator(pg_catalog.<>) 'lost';
{%- endif %}
insert into public.vault_keys (key_id, deployment_id, kind, source_hint, wrapped)
values ({{ kek | literal }}, {{ deployment | literal }}, 'kek', {{ hint | literal }}, {{ wrapped | literal }}),
    ({{ audit | literal }}, {{ deployment | literal }}, 'audit', {{ hint | literal }}, null);
insert into internal.audit_key_wraps (key_id, kek_id, wrapped) values ({{ audit | literal }}, {{ kek | literal }}, {{ audit_wrapped | literal }});
commit;

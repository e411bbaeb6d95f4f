-- User service: what was changed of a person's profile, written by triggers, so that no way of changing it is missed.

create table user_schema.profile_history (
    id bigint generated always as identity constraint profile_history_pkey primary key,
    user_profile_id uuid not null,
    section text not null,
    changes jsonb not null,
    changed_by uuid,
    changed_at timestamptz not null default now(),
    constraint profile_history_user_profile_id_fkey
        foreign key (user_profile_id) references user_schema.user_profiles (id) on delete cascade,
    constraint profile_history_section_check check (
        section in ('user_profiles', 'academic_information', 'contact_information')
    ),
    constraint profile_history_changes_check check (jsonb_typeof(changes) = 'object' and changes <> '{}')
);

create index profile_history_user_profile_id_idx on user_schema.profile_history (user_profile_id, changed_at desc);

create index profile_history_changed_by_idx on user_schema.profile_history (changed_by);

comment on table user_schema.profile_history is
    'One row a change, written by triggers. It goes with the person: nothing of them is kept here.';
comment on column user_schema.profile_history.section is 'The table that was changed.';
comment on column user_schema.profile_history.changes is
    'By column, what it was and what it became: {"bio": {"from": "a", "to": "b"}}.';

-- Runs with the rights of whoever changes the profile: the service may write its own history, and nobody else may do either.
create function user_schema.record_profile_change() returns trigger
    language plpgsql
    set search_path = ''
as $record$
declare
    profile constant uuid := to_jsonb(new) ->> tg_argv[0];
    changes constant jsonb := (
        select jsonb_object_agg(now.key, jsonb_build_object('from', before.value, 'to', now.value))
          from jsonb_each(to_jsonb(new)) now
          join jsonb_each(to_jsonb(old)) before on before.key = now.key
         where before.value <> now.value
           and now.key not in ('updated_at', 'updated_by')
    );
begin
    if changes is not null then
        insert into user_schema.profile_history (user_profile_id, section, changes, changed_by)
        values (profile, tg_table_name, changes, new.updated_by);
    end if;
    return null;
end
$record$;

revoke all on function user_schema.record_profile_change() from public;

comment on function user_schema.record_profile_change() is
    'Writes the columns that an update changed into profile_history; its argument names the column with the profile''s id.';

create trigger record_profile_change
    after update on user_schema.user_profiles
    for each row execute function user_schema.record_profile_change('id');

create trigger record_profile_change
    after update on user_schema.academic_information
    for each row execute function user_schema.record_profile_change('user_profile_id');

create trigger record_profile_change
    after update on user_schema.contact_information
    for each row execute function user_schema.record_profile_change('user_profile_id');

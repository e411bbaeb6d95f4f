-- The credentials of course databases, as ciphertext. No key and no plain text is ever in this database:
-- a leaked dump or service key shows which courses exist and nothing that opens them.

create table public.course_credentials (
    course_id uuid not null,
    field text not null,
    version bigint not null,
    dek_version integer not null,
    box text not null,
    updated_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint course_credentials_pkey primary key (course_id, field),
    constraint course_credentials_course_id_fkey foreign key (course_id) references public.courses (id) on delete restrict,
    constraint course_credentials_updated_by_fkey foreign key (updated_by) references public.profiles (id) on delete set null,
    constraint course_credentials_field_check check (field ~ '^[a-z][a-z0-9_]{0,62}$'),
    constraint course_credentials_version_check check (version >= 1),
    constraint course_credentials_dek_version_check check (dek_version >= 1),
    constraint course_credentials_box_check check (box ~ '^pv1:[A-Za-z0-9_-]{151,}$' and octet_length(box) <= 16384)
);

create index course_credentials_updated_by_idx on public.course_credentials (updated_by);

alter table public.course_credentials enable row level security;

revoke all on table public.course_credentials from public, anon, authenticated, service_role;

comment on table public.course_credentials is
    'Sealed credentials of course databases, one row a course and field. A course cannot be deleted while it has any.';
comment on column public.course_credentials.field is 'Which credential: database_url, db_password, ca_certificate.';
comment on column public.course_credentials.version is
    'Counts up with every new value. It is sealed into the box, so that no older box opens under it.';
comment on column public.course_credentials.dek_version is 'Which of the course''s data keys sealed the box.';
comment on column public.course_credentials.box is
    'Format pv1: base64url of header, salt, commitment, nonce, AES-256-GCM ciphertext and tag; never shorter than an empty header plus one byte.';

create function internal.keep_credential_versions_rising() returns trigger
    language plpgsql
    set search_path = ''
as $keep$
begin
    if (new.course_id, new.field) is distinct from (old.course_id, old.field) then
        raise exception 'a sealed credential cannot be moved to another course or field'
            using errcode = 'restrict_violation',
                  schema = tg_table_schema,
                  table = tg_table_name,
                  hint = 'Seal the value again for the row that it belongs to.';
    end if;
    if (new.version, new.dek_version) < (old.version, old.dek_version)
        or new.box <> old.box and (new.version, new.dek_version) = (old.version, old.dek_version) then
        raise exception 'the version of credential % must rise with its box', old.field
            using errcode = 'restrict_violation',
                  schema = tg_table_schema,
                  table = tg_table_name,
                  hint = 'Seal the value again under the next version.';
    end if;
    return new;
end
$keep$;

revoke all on function internal.keep_credential_versions_rising() from public;

comment on function internal.keep_credential_versions_rising() is
    'Refuses to put an older box in place of a newer one, and to move a box to another row.';

create trigger keep_credential_versions_rising
    before update on public.course_credentials
    for each row execute function internal.keep_credential_versions_rising();

create trigger touch_updated_at
    before update on public.course_credentials
    for each row execute function internal.touch_updated_at();

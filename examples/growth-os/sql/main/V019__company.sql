-- The company: what it is called, how it looks, how it is paid, and what it asks newcomers.
--
-- A database is one company's. That is the segregation between companies: not a column that every rule must remember, but another
-- database, with other people, other buckets and other keys. So there is one row here, and a check keeps it so.

create function public.validate_questionnaire_structure(p_questionnaire jsonb) returns boolean
    language sql
    immutable
    set search_path = ''
as $questionnaire$
    select case
        when jsonb_typeof(p_questionnaire) is distinct from 'array' then false
        else not exists (
            select from jsonb_array_elements(p_questionnaire) as question (item)
            where case
                when jsonb_typeof(item) <> 'object' then true
                else jsonb_typeof(item -> 'id') is distinct from 'string'
                    or item ->> 'id' !~ '^[a-z][a-z0-9_]{0,60}$'
                    or jsonb_typeof(item -> 'text') is distinct from 'string'
                    or btrim(item ->> 'text') = ''
                    or coalesce(item ->> 'type' not in ('text', 'number', 'boolean', 'choice', 'choices'), true)
                    or jsonb_typeof(coalesce(item -> 'required', 'false')) <> 'boolean'
                    or case
                        when item ->> 'type' not in ('choice', 'choices') then item ? 'options'
                        when jsonb_typeof(item -> 'options') is distinct from 'array' then true
                        else jsonb_array_length(item -> 'options') < 2
                            or jsonb_path_exists(item -> 'options', '$[*] ? (@.type() != "string")')
                    end
            end
        ) and (
            select count(*) = count(distinct item ->> 'id') from jsonb_array_elements(p_questionnaire) as question (item)
        )
    end
$questionnaire$;

revoke all on function public.validate_questionnaire_structure(jsonb) from public;

comment on function public.validate_questionnaire_structure(jsonb) is
    'Whether this is a list of questions {id, text, type, required, options} with different ids; choices need two options or more.';

create table public.company_settings (
    id smallint not null default 1 constraint company_settings_pkey primary key,
    company_name text not null default 'Growth OS',
    logo_file text,
    primary_color text not null default '#1f4fd8',
    currency text not null default 'USD',
    payment_terms_days integer not null default 14,
    invoice_footer text not null default '',
    support_email text,
    questionnaire jsonb not null default '[]',
    updated_at timestamptz not null default now(),
    constraint company_settings_one_check check (id = 1),
    constraint company_settings_company_name_check check (char_length(company_name) between 1 and 200),
    constraint company_settings_logo_file_check check (char_length(logo_file) between 1 and 255),
    constraint company_settings_primary_color_check check (primary_color ~ '^#[0-9a-f]{6}$'),
    constraint company_settings_currency_check check (currency ~ '^[A-Z]{3}$'),
    constraint company_settings_payment_terms_days_check check (payment_terms_days between 0 and 365),
    constraint company_settings_support_email_check check (char_length(support_email) between 3 and 320),
    constraint company_settings_questionnaire_check check (public.validate_questionnaire_structure(questionnaire))
);

comment on table public.company_settings is 'The one company of this database. One row.';
comment on column public.company_settings.logo_file is 'Its path in the bucket company-branding.';
comment on column public.company_settings.currency is 'ISO 4217, for new invoices.';
comment on column public.company_settings.questionnaire is 'What newcomers are asked; answered in onboarding_responses.';

insert into public.company_settings (id) values (1);

create function public.update_company_branding(
    p_company_name text default null, p_logo_file text default null, p_primary_color text default null
) returns public.company_settings
    language plpgsql
    security definer
    set search_path = ''
as $branding$
declare
    old_row public.company_settings;
    new_row public.company_settings;
begin
    perform internal.require_role('superadmin', 'admin');
    if p_logo_file is not null and not exists (
        select from storage.objects where bucket_id = 'company-branding' and name = p_logo_file
    ) then
        raise exception 'there is no file `%` in the bucket company-branding', p_logo_file
            using errcode = 'foreign_key_violation', hint = 'Upload it first.';
    end if;
    insert into public.company_settings (id) values (1) on conflict (id) do nothing;
    select * into old_row from public.company_settings where id = 1 for update;
    update public.company_settings set
        company_name = coalesce(p_company_name, company_name),
        logo_file = coalesce(p_logo_file, logo_file),
        primary_color = coalesce(lower(p_primary_color), primary_color),
        updated_at = now()
    where id = 1
    returning * into new_row;
    perform internal.log_change('branding_changed', 'company_settings', '1', to_jsonb(old_row), to_jsonb(new_row));
    return new_row;
end
$branding$;

revoke all on function public.update_company_branding(text, text, text) from public;

comment on function public.update_company_branding(text, text, text) is
    'Changes name, logo or colour, whichever is given; for admins. The logo must have been uploaded.';

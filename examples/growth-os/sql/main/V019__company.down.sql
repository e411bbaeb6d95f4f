-- Undoes V019.

drop function public.update_company_branding(text, text, text);

drop table public.company_settings;

drop function public.validate_questionnaire_structure(jsonb);

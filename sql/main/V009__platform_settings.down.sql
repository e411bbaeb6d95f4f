-- Undoes V009.

drop table public.platform_settings;

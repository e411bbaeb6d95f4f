-- Undoes V009.

drop table public.email_queue;

drop table public.notification_settings;

drop table public.notifications;

drop table public.notification_templates;

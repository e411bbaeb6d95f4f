-- Undoes V007.

drop table public.notification_settings;

drop table public.notifications;

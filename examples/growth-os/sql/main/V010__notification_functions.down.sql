-- Undoes V010.

drop function public.notify_users(uuid[], text, text, text, text, jsonb);

drop function public.create_notification(uuid, text, text, text, text, jsonb);

drop function internal.announce(uuid[], text, jsonb, text);

drop function internal.deliver(uuid[], text, text, text, text, jsonb);

drop function public.interpolate_template(text, jsonb);

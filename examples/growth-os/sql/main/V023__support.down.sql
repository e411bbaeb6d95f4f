-- Undoes V023.

drop table public.messages;

drop table public.support_ticket_replies;

drop function public.notify_on_ticket_reply();

drop table public.support_tickets;

drop function public.notify_on_ticket_update();

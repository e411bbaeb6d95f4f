-- Undoes V030.

alter publication supabase_realtime drop table public.notifications, public.messages, public.support_ticket_replies;

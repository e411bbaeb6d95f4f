-- What clients may follow live. Each of them still sees only the rows that the access rules show them.

alter publication supabase_realtime add table public.notifications, public.messages, public.support_ticket_replies;

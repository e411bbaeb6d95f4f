-- Undoes the conversations: first the search, then the table with its indexes.

drop function public.match_chat_history(extensions.vector, double precision, integer);

drop table public.chat_history;

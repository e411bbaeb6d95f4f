-- Undoes V008.

drop table public.pinned_posts;

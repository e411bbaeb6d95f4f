drop table public.hello;

create table public.hello (
    id bigint generated always as identity primary key,
    greeting text not null
);

alter table public.hello enable row level security;

insert into public.hello (greeting) values ('it works');

create table public.hello (
    id bigint generated always as identity primary key,
    greeting text not null
);

insert into public.hello (greeting) values ('it works');

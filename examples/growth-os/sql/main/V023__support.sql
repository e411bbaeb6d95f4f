-- Questions to the company, the talk about them, and messages from person to person.

create table public.support_tickets (
    id uuid default gen_random_uuid() constraint support_tickets_pkey primary key,
    ticket_number text not null,
    user_id uuid not null,
    subject text not null,
    body text not null,
    category text not null default 'other',
    priority text not null default 'normal',
    status text not null default 'open',
    assigned_to uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint support_tickets_ticket_number_key unique (ticket_number),
    constraint support_tickets_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
    constraint support_tickets_assigned_to_fkey foreign key (assigned_to) references public.users (id) on delete set null,
    constraint support_tickets_ticket_number_check check (char_length(ticket_number) between 1 and 32),
    constraint support_tickets_subject_check check (char_length(subject) between 1 and 200),
    constraint support_tickets_body_check check (char_length(body) between 1 and 20000),
    constraint support_tickets_category_check check (category in ('content', 'payment', 'technical', 'other')),
    constraint support_tickets_priority_check check (priority in ('low', 'normal', 'high')),
    constraint support_tickets_status_check check (status in ('open', 'waiting', 'resolved', 'closed'))
);

create index support_tickets_user_id_idx on public.support_tickets (user_id);

create index support_tickets_assigned_to_idx on public.support_tickets (assigned_to);

create index support_tickets_status_idx on public.support_tickets (status, created_at);

comment on table public.support_tickets is 'What people ask the company.';
comment on column public.support_tickets.priority is 'Set by staff.';

create trigger draw_ticket_number
    before insert on public.support_tickets
    for each row execute function internal.draw_number('ticket_number', 'T-', 'internal.ticket_number_seq');

create table public.support_ticket_replies (
    id uuid default gen_random_uuid() constraint support_ticket_replies_pkey primary key,
    ticket_id uuid not null,
    author_id uuid,
    body text not null,
    created_at timestamptz not null default now(),
    constraint support_ticket_replies_ticket_id_fkey
        foreign key (ticket_id) references public.support_tickets (id) on delete cascade,
    constraint support_ticket_replies_author_id_fkey foreign key (author_id) references public.users (id) on delete set null,
    constraint support_ticket_replies_body_check check (char_length(body) between 1 and 20000)
);

create index support_ticket_replies_ticket_id_idx on public.support_ticket_replies (ticket_id, created_at);

create index support_ticket_replies_author_id_idx on public.support_ticket_replies (author_id);

comment on table public.support_ticket_replies is 'The talk about a ticket. What was said stays said.';

create table public.messages (
    id uuid default gen_random_uuid() constraint messages_pkey primary key,
    sender_id uuid not null,
    recipient_id uuid not null,
    body text not null,
    created_at timestamptz not null default now(),
    read_at timestamptz,
    constraint messages_sender_id_fkey foreign key (sender_id) references public.users (id) on delete cascade,
    constraint messages_recipient_id_fkey foreign key (recipient_id) references public.users (id) on delete cascade,
    constraint messages_body_check check (char_length(body) between 1 and 20000)
);

create index messages_sender_id_idx on public.messages (sender_id, created_at desc);

create index messages_recipient_id_idx on public.messages (recipient_id, created_at desc);

comment on table public.messages is 'From person to person. Students write to staff; staff to everybody.';

create function public.notify_on_ticket_update() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $notify$
declare
    data constant jsonb := jsonb_build_object('number', new.ticket_number, 'subject', new.subject, 'status', new.status);
    link constant text := '/tickets/' || new.id;
begin
    if tg_op = 'INSERT' then
        perform internal.announce(
            array(select id from public.users where role in ('admin', 'enrollment_manager') and id <> new.user_id),
            'ticket_opened', data, link
        );
    elsif new.status <> old.status then
        perform internal.announce(array[new.user_id], 'ticket_status', data, link);
    end if;
    if new.assigned_to is not null and (tg_op = 'INSERT' or new.assigned_to is distinct from old.assigned_to) then
        perform internal.announce(array[new.assigned_to], 'ticket_assigned', data, link);
    end if;
    return null;
end
$notify$;

revoke all on function public.notify_on_ticket_update() from public;

comment on function public.notify_on_ticket_update() is
    'Tells admins and enrollment managers of a new ticket, its owner of a new status, and whom it is assigned to.';

create trigger notify_on_ticket_update
    after insert or update of status, assigned_to on public.support_tickets
    for each row execute function public.notify_on_ticket_update();

create function public.notify_on_ticket_reply() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $notify$
begin
    perform internal.announce(
        case
            when new.author_id is distinct from ticket.user_id then array[ticket.user_id]
            when ticket.assigned_to is not null then array[ticket.assigned_to]
            else array(select id from public.users where role in ('admin', 'enrollment_manager') and id <> ticket.user_id)
        end,
        'ticket_reply',
        jsonb_build_object('number', ticket.ticket_number, 'subject', ticket.subject),
        '/tickets/' || ticket.id
    )
    from public.support_tickets as ticket
    where ticket.id = new.ticket_id;
    return null;
end
$notify$;

revoke all on function public.notify_on_ticket_reply() from public;

comment on function public.notify_on_ticket_reply() is
    'Tells the other side: the owner of the ticket, or who is assigned, or all who could be.';

create trigger notify_on_ticket_reply
    after insert on public.support_ticket_replies
    for each row execute function public.notify_on_ticket_reply();

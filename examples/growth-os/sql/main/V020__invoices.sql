-- What students owe, in how many parts, and what they paid.

create table public.installment_plans (
    id uuid default gen_random_uuid() constraint installment_plans_pkey primary key,
    name text not null,
    installments integer not null,
    interval_days integer not null default 30,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint installment_plans_name_key unique (name),
    constraint installment_plans_name_check check (char_length(name) between 1 and 200),
    constraint installment_plans_installments_check check (installments between 1 and 60),
    constraint installment_plans_interval_days_check check (interval_days between 1 and 366)
);

comment on table public.installment_plans is 'Schedules to choose from.';

create table public.invoices (
    id uuid default gen_random_uuid() constraint invoices_pkey primary key,
    invoice_number text not null,
    student_id uuid,
    bill_to text not null,
    installment_plan_id uuid,
    currency text not null default 'USD',
    amount numeric(12, 2) not null,
    amount_paid numeric(12, 2) not null default 0,
    balance numeric(12, 2) generated always as (amount - amount_paid) stored,
    status text not null default 'draft',
    issued_on date not null default current_date,
    due_on date not null default current_date + 14,
    paid_at timestamptz,
    notes text not null default '',
    created_by uuid,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint invoices_invoice_number_key unique (invoice_number),
    constraint invoices_student_id_fkey foreign key (student_id) references public.students (user_id) on delete set null,
    constraint invoices_installment_plan_id_fkey
        foreign key (installment_plan_id) references public.installment_plans (id) on delete restrict,
    constraint invoices_created_by_fkey foreign key (created_by) references public.users (id) on delete set null,
    constraint invoices_invoice_number_check check (char_length(invoice_number) between 1 and 32),
    constraint invoices_bill_to_check check (char_length(bill_to) between 1 and 1000),
    constraint invoices_currency_check check (currency ~ '^[A-Z]{3}$'),
    constraint invoices_amount_check check (amount > 0),
    constraint invoices_amount_paid_check check (amount_paid >= 0),
    constraint invoices_status_check check (status in ('draft', 'sent', 'partly_paid', 'paid', 'void')),
    constraint invoices_partly_paid_check check (status <> 'partly_paid' or (amount_paid > 0 and amount_paid < amount)),
    constraint invoices_paid_check check (status <> 'paid' or amount_paid >= amount),
    constraint invoices_due_on_check check (due_on >= issued_on)
);

create index invoices_student_id_idx on public.invoices (student_id);

create index invoices_installment_plan_id_idx on public.invoices (installment_plan_id);

create index invoices_created_by_idx on public.invoices (created_by);

create index invoices_open_idx on public.invoices (due_on) where status in ('sent', 'partly_paid');

comment on table public.invoices is 'Bills. They outlive the student: who was billed stays in words.';
comment on column public.invoices.invoice_number is 'Drawn from a sequence when left out.';
comment on column public.invoices.bill_to is 'Name and address as printed.';
comment on column public.invoices.amount_paid is 'The sum of the paid installments, kept by a trigger.';
comment on column public.invoices.status is 'Staff make it sent or void; partly_paid and paid follow the payments.';

create trigger draw_invoice_number
    before insert on public.invoices
    for each row execute function internal.draw_number('invoice_number', 'INV-', 'internal.invoice_number_seq');

create table public.installment_payments (
    id uuid default gen_random_uuid() constraint installment_payments_pkey primary key,
    invoice_id uuid not null,
    place integer not null,
    amount numeric(12, 2) not null,
    due_on date not null,
    status text not null default 'scheduled',
    method text,
    reference text,
    paid_at timestamptz,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint installment_payments_invoice_id_fkey foreign key (invoice_id) references public.invoices (id) on delete cascade,
    constraint installment_payments_invoice_id_place_key unique (invoice_id, place),
    constraint installment_payments_place_check check (place > 0),
    constraint installment_payments_amount_check check (amount > 0),
    constraint installment_payments_status_check check (status in ('scheduled', 'paid', 'refunded')),
    constraint installment_payments_method_check check (char_length(method) <= 50),
    constraint installment_payments_reference_check check (char_length(reference) <= 200)
);

create index installment_payments_due_idx on public.installment_payments (due_on) where status = 'scheduled';

comment on table public.installment_payments is 'The parts of a bill: what is due when, and what came in.';
comment on column public.installment_payments.place is 'First, second, third …';
comment on column public.installment_payments.paid_at is 'Set by a trigger when the status becomes paid.';

-- An invoice that is sent gets its schedule, and follows its payments from then on.

create function internal.issue_invoice() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $issue$
begin
    if not exists (select from public.installment_payments where invoice_id = new.id) then
        insert into public.installment_payments (invoice_id, place, amount, due_on)
        select new.id, part.place,
            case part.place
                when plan.parts then new.amount - (plan.parts - 1) * trunc(new.amount / plan.parts, 2)
                else trunc(new.amount / plan.parts, 2)
            end,
            new.due_on + (part.place - 1) * plan.days
        from (
            select coalesce(max(installments), 1) as parts, coalesce(max(interval_days), 0) as days
            from public.installment_plans where id = new.installment_plan_id
        ) as plan, generate_series(1, plan.parts) as part (place);
    end if;
    perform internal.announce(
        array[new.student_id], 'invoice_issued',
        jsonb_build_object(
            'number', new.invoice_number, 'amount', new.amount, 'currency', new.currency, 'due_on', new.due_on
        ),
        '/invoices/' || new.id
    );
    return null;
end
$issue$;

revoke all on function internal.issue_invoice() from public;

comment on function internal.issue_invoice() is
    'Makes the schedule of an invoice that is sent, in whole cents with the rest in the last part, and tells the student.';

create trigger issue_invoice
    after update of status on public.invoices
    for each row
    when (old.status = 'draft' and new.status = 'sent')
    execute function internal.issue_invoice();

create function internal.stamp_payment() returns trigger
    language plpgsql
    set search_path = ''
as $stamp$
begin
    new.paid_at := case when new.status = 'paid' then coalesce(new.paid_at, now()) end;
    return new;
end
$stamp$;

revoke all on function internal.stamp_payment() from public;

comment on function internal.stamp_payment() is 'Keeps when a payment came in.';

create trigger stamp_payment
    before insert or update of status on public.installment_payments
    for each row execute function internal.stamp_payment();

-- The invoice is locked before the sum is taken: of two payments at once, the later one counts both.
create function internal.settle_invoice() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $settle$
declare
    bill uuid;
    total numeric;
begin
    for bill in
        select id from public.invoices
        where id in (old.invoice_id, new.invoice_id)
        order by id
        for no key update
    loop
        select coalesce(sum(amount), 0) into total
        from public.installment_payments
        where invoice_id = bill and status = 'paid';
        update public.invoices set
            amount_paid = total,
            status = case
                when status = 'void' or (status = 'draft' and total = 0) then status
                when total >= amount then 'paid'
                when total > 0 then 'partly_paid'
                else 'sent'
            end,
            paid_at = case when status <> 'void' and total >= amount then coalesce(paid_at, now()) end
        where id = bill and amount_paid <> total;
    end loop;
    return null;
end
$settle$;

revoke all on function internal.settle_invoice() from public;

comment on function internal.settle_invoice() is 'Keeps what is paid of an invoice, and its status, as its payments say.';

create trigger settle_invoice
    after insert or delete or update of invoice_id, amount, status on public.installment_payments
    for each row execute function internal.settle_invoice();

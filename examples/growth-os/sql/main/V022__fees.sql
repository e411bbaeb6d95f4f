-- The student follows their invoices, and the lessons follow the student. Every change of an invoice stands in the trail.

create function internal.settle_student() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $settle$
begin
    perform from public.students where user_id = new.student_id for no key update;
    update public.students set fees_cleared = (new.status = 'paid')
    where user_id = new.student_id
        and fees_cleared <> (new.status = 'paid')
        and (old.status = 'paid' or not exists (
            select from public.invoices where student_id = new.student_id and status in ('sent', 'partly_paid')
        ));
    return null;
end
$settle$;

revoke all on function internal.settle_student() from public;

comment on function internal.settle_student() is
    'Clears the fees when the last open invoice is paid, and takes that back when a paid one is not paid any more.';

create trigger settle_student
    after update of status on public.invoices
    for each row
    when ((old.status = 'paid') <> (new.status = 'paid'))
    execute function internal.settle_student();

create function public.handle_fees_cleared() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $cleared$
begin
    if tg_when = 'BEFORE' then
        new.fees_cleared_at := case when new.fees_cleared then now() end;
        if new.fees_cleared and new.lms_status = 'pending' then
            new.lms_status := 'active';
        end if;
        return new;
    end if;
    perform internal.unlock_first(new.user_id);
    perform internal.announce(array[new.user_id], 'fees_cleared', '{}');
    return null;
end
$cleared$;

revoke all on function public.handle_fees_cleared() from public;

comment on function public.handle_fees_cleared() is
    'Before: lets a waiting student in. After: opens the first lesson and tells them. Fees that become due again shut nobody out: staff pause.';

create trigger handle_fees_changed
    before update of fees_cleared on public.students
    for each row
    when (new.fees_cleared <> old.fees_cleared)
    execute function public.handle_fees_cleared();

create trigger handle_fees_cleared
    after update of fees_cleared on public.students
    for each row
    when (new.fees_cleared and not old.fees_cleared)
    execute function public.handle_fees_cleared();

create function public.audit_invoice_changes() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $audit$
begin
    perform internal.log_change(
        tg_op, tg_table_name, coalesce(new.id, old.id)::text,
        case when tg_op <> 'INSERT' then to_jsonb(old) - 'updated_at' end,
        case when tg_op <> 'DELETE' then to_jsonb(new) - 'updated_at' end
    );
    return null;
end
$audit$;

revoke all on function public.audit_invoice_changes() from public;

comment on function public.audit_invoice_changes() is 'Writes each change of an invoice to the trail.';

create trigger audit_invoice_changes
    after insert or update or delete on public.invoices
    for each row execute function public.audit_invoice_changes();

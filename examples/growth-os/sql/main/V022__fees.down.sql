-- Undoes V022.

drop trigger audit_invoice_changes on public.invoices;

drop function public.audit_invoice_changes();

drop trigger handle_fees_cleared on public.students;

drop trigger handle_fees_changed on public.students;

drop function public.handle_fees_cleared();

drop trigger settle_student on public.invoices;

drop function internal.settle_student();

-- Undoes V021.

drop trigger settle_invoice on public.installment_payments;

drop function internal.settle_invoice();

drop trigger stamp_payment on public.installment_payments;

drop function internal.stamp_payment();

drop trigger issue_invoice on public.invoices;

drop function internal.issue_invoice();

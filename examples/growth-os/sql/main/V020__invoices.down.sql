-- Undoes V020.

drop table public.installment_payments;

drop table public.invoices;

drop table public.installment_plans;

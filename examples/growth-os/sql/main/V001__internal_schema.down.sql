-- Undoes V001.

drop function internal.changed_part(jsonb, jsonb);

drop function internal.is_client();

drop function internal.draw_number();

drop sequence internal.ticket_number_seq;

drop sequence internal.invoice_number_seq;

drop sequence internal.student_number_seq;

drop schema internal;

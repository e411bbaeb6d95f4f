-- Undoes V028.

drop function public.create_student_complete(uuid, text, text, uuid, numeric, uuid, uuid, text);

drop function public.create_user_with_role(uuid, text, text, text, text);

drop function internal.admit(uuid, text, text, text, text);

-- Undoes handing in and marking: callers before what they call.

drop function public.grade_attempt(uuid, integer, jsonb);

drop function public.submit_attempt(uuid);

drop function internal.mark(uuid, integer, jsonb);

drop function public.set_answer_key(uuid, jsonb);

drop function internal.may_mark(uuid);

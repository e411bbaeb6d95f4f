-- Undoes the assessments: attempts and keys before what they belong to, functions last.

drop table public.assessment_attempts;

drop table internal.answer_keys;

drop table public.assessments;

drop function internal.keep_answers();

drop function internal.number_attempt();

-- Undoes enrolment and progress; the trigger on the attempts, which stay, goes first.

drop trigger note_attempt on public.assessment_attempts;

drop function internal.note_attempt();

drop table public.learning_progress;

drop table public.personalized_roadmaps;

drop table public.student_progress;

drop table public.enrollments;

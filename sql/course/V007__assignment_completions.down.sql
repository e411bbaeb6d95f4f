-- Undoes V007.

drop table assignment_completions;

-- Undoes V010. Counters of reactions and completions stay as they are.

drop trigger count_after_update on assignment_completions;

drop trigger count_before_update on assignment_completions;

drop trigger count_deleted on assignment_completions;

drop trigger count_inserted on assignment_completions;

drop trigger count_after_update on reactions;

drop trigger count_before_update on reactions;

drop trigger count_deleted on reactions;

drop trigger count_inserted on reactions;

drop function count_completions();

drop function count_reactions();

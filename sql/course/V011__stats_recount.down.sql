-- Undoes V011.

drop trigger recount_after_truncate on assignment_completions;

drop trigger recount_after_truncate on reactions;

drop trigger recount_after_truncate on comments;

drop trigger recount_after_truncate on posts;

drop trigger recount_after_truncate on members;

drop function recount_after_truncate();

drop function rebuild_stats(regnamespace);

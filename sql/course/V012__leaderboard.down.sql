-- Undoes V012.

drop view course_stats;

drop view assignment_stats;

drop view leaderboard;

-- Undoes V009. Counters of posts and comments stay as they are.

drop trigger count_after_update on comments;

drop trigger count_before_update on comments;

drop trigger count_deleted on comments;

drop trigger count_inserted on comments;

drop trigger count_after_update on posts;

drop trigger count_before_update on posts;

drop trigger count_deleted on posts;

drop trigger count_inserted on posts;

drop trigger open_stats on posts;

drop trigger open_stats on members;

drop function count_comments();

drop function count_posts();

drop function open_post_stats();

drop function open_member_stats();

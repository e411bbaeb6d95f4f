-- Undoes V005.

drop table comments;

drop function keep_comment_in_thread();

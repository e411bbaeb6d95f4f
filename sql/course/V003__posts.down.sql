-- Undoes V003.

drop table posts;

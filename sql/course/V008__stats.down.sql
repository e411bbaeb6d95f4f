-- Undoes V008. The counters can be counted again from the rows that they count.

drop view counted_post_stats;

drop view counted_member_stats;

drop table post_stats;

drop table member_stats;

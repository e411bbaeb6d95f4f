-- Undoes V004.

drop table assignments;

-- Undoes V002.

drop table members;

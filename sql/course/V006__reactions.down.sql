-- Undoes V006.

drop table reactions;

drop function address_reaction();

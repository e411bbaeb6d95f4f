-- Undoes V001.

drop function close_to_clients(regprocedure);

drop function close_to_clients(regclass);

drop function mark_edited();

drop function touch_updated_at();

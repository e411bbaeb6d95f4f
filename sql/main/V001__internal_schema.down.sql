-- Undoes V001: the schema goes without cascade, so nothing that a later file left behind is lost with it.

drop function internal.touch_updated_at();

drop schema internal;

alter table assignments add column room text check (char_length(room) <= 80);
comment on column assignments.room is 'Where it is handed in, if that is a place.';

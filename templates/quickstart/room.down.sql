alter table assignments drop column room;

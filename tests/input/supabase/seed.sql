insert into public.labels (title, meta) values
  ('bug; urgent', '{"color": "#f00"}'),
  (E'it\'s \\ odd', '{"emoji": "🎓"}'),
  ('$$', '{"$1": null}'), -- trailing; comment
  (U&'d\0061ta', '{}');
/* the end; */

-- Undoes V006. What waits to be sent is lost with the queue.

drop table notification_schema.delivery_preferences;

drop table notification_schema.notification_history;

drop table notification_schema.notification_queue;

drop table notification_schema.notification_templates;

drop table notification_schema.notification_channels;

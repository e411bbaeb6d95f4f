-- Undoes V011. The templates that it brought go with their table; until then they are taken out one by one.

drop trigger audit_notification_templates on public.notification_templates;

delete from public.notification_templates
where key in (
    'lesson_published', 'lesson_changed', 'lesson_unlocked', 'track_completed', 'assignment_passed', 'assignment_failed',
    'invoice_issued', 'fees_cleared', 'ticket_opened', 'ticket_assigned', 'ticket_status', 'ticket_reply',
    'session_scheduled', 'session_changed', 'session_cancelled', 'badge_awarded'
);

drop function public.audit_notification_templates();

drop function public.send_test_notification(uuid);

drop function public.mark_all_notifications_read();

drop function public.notify_roles(text[], text, text, text, text, jsonb);

drop function public.get_users_by_role(text);

-- How people go. The account and the person go together, from whichever end; what must outlive them is settled first.

create function public.handle_user_cascade_deletion() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $deletion$
declare
    voided integer;
    cancelled integer;
begin
    if tg_when = 'AFTER' then
        delete from auth.users where id = old.id;
        return null;
    end if;
    if old.role = 'superadmin' then
        perform internal.keep_a_superadmin(old.id);
    end if;
    update public.invoices set status = 'void' where student_id = old.id and status in ('draft', 'sent');
    get diagnostics voided = row_count;
    update public.email_queue set status = 'cancelled' where user_id = old.id and status = 'queued';
    get diagnostics cancelled = row_count;
    perform internal.log_event(
        'user_deleted', 'users', old.id::text, to_jsonb(old), null,
        jsonb_build_object(
            'invoices_voided', voided,
            'mails_cancelled', cancelled,
            'submissions', (select count(*) from public.submissions where student_id = old.id),
            'tickets', (select count(*) from public.support_tickets where user_id = old.id),
            'sessions_without_mentor',
            (select count(*) from public.success_sessions where mentor_id = old.id and status = 'scheduled')
        )
    );
    return old;
end
$deletion$;

revoke all on function public.handle_user_cascade_deletion() from public;

comment on function public.handle_user_cascade_deletion() is
    'Before: keeps a superadmin, voids unpaid invoices, stops mail, writes down what goes. After: takes the account away.';

create trigger handle_user_deletion
    before delete on public.users
    for each row execute function public.handle_user_cascade_deletion();

create trigger handle_user_cascade_deletion
    after delete on public.users
    for each row execute function public.handle_user_cascade_deletion();

-- Fires after the foreign key has taken the person along: a person who must stay has stopped it by then.
create function public.handle_auth_user_deleted() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $deleted$
begin
    perform internal.log_event(
        'account_deleted', 'auth.users', old.id::text, jsonb_build_object('email', old.email, 'phone', old.phone), null,
        jsonb_build_object(
            'files_left',
            (select count(*) from storage.objects
             where bucket_id in ('assignment-files', 'assignment-submissions')
                and name collate "C" >= old.id || '/' and name collate "C" < old.id || '0')
        )
    );
    return null;
end
$deleted$;

revoke all on function public.handle_auth_user_deleted() from public;

comment on function public.handle_auth_user_deleted() is
    'Writes down that an account is gone, and how many of its files the storage service is still to remove.';

create trigger handle_auth_user_deleted
    after delete on auth.users
    for each row execute function public.handle_auth_user_deleted();

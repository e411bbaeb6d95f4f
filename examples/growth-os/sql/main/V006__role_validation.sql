-- Who may raise whom, that a superadmin always remains, and what becomes of it in the trail.

-- One at a time: two superadmins who demote each other at once would both see the other one remain.
create function internal.keep_a_superadmin(leaving uuid) returns void
    language plpgsql
    set search_path = ''
as $keep$
begin
    perform pg_advisory_xact_lock(hashtext('growth-os: superadmins'));
    if not exists (select from public.users where role = 'superadmin' and id <> leaving) then
        raise exception 'the last superadmin cannot be removed or demoted'
            using errcode = 'restrict_violation',
                  hint = 'Make somebody else superadmin first.';
    end if;
end
$keep$;

revoke all on function internal.keep_a_superadmin(uuid) from public;

comment on function internal.keep_a_superadmin(uuid) is 'Refuses that this superadmin leaves when there is no other.';

create function public.validate_user_role() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $validate$
declare
    actor_role text;
begin
    if internal.is_client() then
        actor_role := public.get_current_user_role();
        if tg_op = 'INSERT' and not internal.may_grant(actor_role, new.role) then
            raise exception 'a % may not give the role %', coalesce(actor_role, 'stranger'), new.role
                using errcode = 'insufficient_privilege';
        end if;
        if tg_op = 'UPDATE'
            and (new.role, new.status) is distinct from (old.role, old.status)
            and not (internal.may_grant(actor_role, old.role) and internal.may_grant(actor_role, new.role))
        then
            raise exception 'a % may not change role or status of a %', coalesce(actor_role, 'stranger'), old.role
                using errcode = 'insufficient_privilege';
        end if;
    end if;
    if tg_op = 'UPDATE' and old.role = 'superadmin' and new.role <> 'superadmin' then
        perform internal.keep_a_superadmin(old.id);
    end if;
    return new;
end
$validate$;

revoke all on function public.validate_user_role() from public;

comment on function public.validate_user_role() is
    'Refuses a role that the caller may not give or take, and to demote the last superadmin. Holds inside functions as well, where no policy looks.';

create trigger validate_user_role
    before insert or update of role, status on public.users
    for each row execute function public.validate_user_role();

create function public.audit_user_status_changes_to_logs() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $audit$
begin
    perform internal.log_event(
        case when new.role is distinct from old.role then 'role_changed' else 'status_changed' end,
        'users', new.id::text,
        jsonb_build_object('role', old.role, 'status', old.status),
        jsonb_build_object('role', new.role, 'status', new.status)
    );
    if new.role is distinct from old.role then
        insert into public.user_security_summary as summary (user_id, role_changes, last_role_change_at)
        values (new.id, 1, now())
        on conflict (user_id) do update set
            role_changes = summary.role_changes + 1,
            last_role_change_at = excluded.last_role_change_at,
            updated_at = now();
    end if;
    return null;
end
$audit$;

revoke all on function public.audit_user_status_changes_to_logs() from public;

comment on function public.audit_user_status_changes_to_logs() is
    'Writes each change of role or status to the trail, and counts changes of role.';

create trigger audit_user_status_changes_to_logs
    after update of role, status on public.users
    for each row
    when ((new.role, new.status) is distinct from (old.role, old.status))
    execute function public.audit_user_status_changes_to_logs();

create function public.validate_password_security(p_password text, p_email text default null) returns text[]
    language sql
    immutable
    set search_path = ''
as $password$
    select coalesce(array_agg(rule.problem order by rule.place), '{}')
    from (values
        (1, coalesce(char_length(p_password), 0) < 12, 'must have at least 12 characters'),
        (2, octet_length(p_password) > 72, 'must have at most 72 bytes: more would be ignored'),
        (3, coalesce(p_password, '') !~ '[[:lower:]]', 'must contain a lower-case letter'),
        (4, coalesce(p_password, '') !~ '[[:upper:]]', 'must contain an upper-case letter'),
        (5, coalesce(p_password, '') !~ '[[:digit:]]', 'must contain a digit'),
        (6, coalesce(p_password, '') !~ '[^[:alnum:]]', 'must contain a character that is neither letter nor digit'),
        (7, p_password ~ '(.)\1\1\1', 'must not repeat a character four times in a row'),
        (8, char_length(split_part(p_email, '@', 1)) >= 3
            and position(lower(split_part(p_email, '@', 1)) in lower(p_password)) > 0, 'must not contain the e-mail name')
    ) as rule (place, broken, problem)
    where rule.broken
$password$;

revoke all on function public.validate_password_security(text, text) from public;

comment on function public.validate_password_security(text, text) is
    'What is wrong with a password; empty when nothing is. To be asked before the account service is given the password.';

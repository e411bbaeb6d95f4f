-- What functions that run as their owner ask before they do anything: may this caller?

create function internal.require_role(variadic allowed text[]) returns void
    language plpgsql
    stable
    set search_path = ''
as $require$
begin
    if internal.is_client() and not coalesce(public.get_current_user_role() = any (allowed), false) then
        raise exception 'this needs one of the roles %', array_to_string(allowed, ', ')
            using errcode = 'insufficient_privilege';
    end if;
end
$require$;

revoke all on function internal.require_role(text[]) from public;

comment on function internal.require_role(text[]) is 'Refuses a person who holds none of these roles. The backend passes.';

create function internal.require_self_or_role(person uuid, variadic allowed text[]) returns void
    language plpgsql
    stable
    set search_path = ''
as $require$
begin
    if person is distinct from auth.uid() then
        perform internal.require_role(variadic allowed);
    end if;
    if person is null then
        raise exception 'nobody is named, and nobody is signed in'
            using errcode = 'null_value_not_allowed';
    end if;
end
$require$;

revoke all on function internal.require_self_or_role(uuid, text[]) from public;

comment on function internal.require_self_or_role(uuid, text[]) is
    'Lets everybody ask about themselves, and only these roles about others.';

create function internal.may_grant(actor_role text, role text) returns boolean
    language sql
    immutable
    set search_path = ''
as $may$
    select coalesce(
        case actor_role
            when 'superadmin' then true
            when 'admin' then may_grant.role in ('enrollment_manager', 'mentor', 'student')
            when 'enrollment_manager' then may_grant.role = 'student'
        end,
        false
    )
$may$;

revoke all on function internal.may_grant(text, text) from public;

comment on function internal.may_grant(text, text) is
    'Whether the first role may give the second, and take it away. Nobody but a superadmin reaches their own level.';

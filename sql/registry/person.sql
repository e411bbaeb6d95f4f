-- A person by e-mail address: id, platform-wide role, whether suspended.
select u.id, r.role, p.state
from auth.users u
left join public.profiles p on p.id operator(pg_catalog.=) u.id
left join public.user_roles r on r.user_id operator(pg_catalog.=) u.id
where pg_catalog.lower(u.email) operator(pg_catalog.=) pg_catalog.lower({{ email | literal }});

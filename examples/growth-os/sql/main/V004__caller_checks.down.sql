-- Undoes V004.

drop function internal.may_grant(text, text);

drop function internal.require_self_or_role(uuid, text[]);

drop function internal.require_role(text[]);

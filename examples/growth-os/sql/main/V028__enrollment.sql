-- How people come in. The account itself is the account service's: it knows how to keep a password. These functions take its id.

create function internal.admit(person uuid, email text, full_name text, role text, phone text) returns void
    language plpgsql
    set search_path = ''
as $admit$
begin
    if internal.is_client() and not internal.may_grant(public.get_current_user_role(), admit.role) then
        raise exception 'a % may not give the role %', coalesce(public.get_current_user_role(), 'stranger'), admit.role
            using errcode = 'insufficient_privilege';
    end if;
    if not exists (select from auth.users where id = person) then
        raise exception 'there is no account %', coalesce(person::text, 'null')
            using errcode = 'foreign_key_violation', hint = 'Invite the person through the account service first.';
    end if;
    insert into public.users as account (id, email, full_name, role, phone, created_by)
    values (
        person, coalesce((select account.email from auth.users as account where account.id = person), admit.email),
        coalesce(admit.full_name, ''), admit.role, admit.phone,
        (select id from public.users where id = auth.uid())
    )
    on conflict (id) do update set
        email = coalesce(excluded.email, account.email),
        full_name = coalesce(nullif(excluded.full_name, ''), account.full_name),
        phone = coalesce(excluded.phone, account.phone),
        role = excluded.role,
        created_by = coalesce(account.created_by, excluded.created_by);
end
$admit$;

revoke all on function internal.admit(uuid, text, text, text, text) from public;

comment on function internal.admit(uuid, text, text, text, text) is
    'Makes an account a person of the company, or gives the person that sign-up made their role.';

create function public.create_user_with_role(
    p_user_id uuid, p_email text, p_full_name text, p_role text, p_phone text default null
) returns uuid
    language plpgsql
    security definer
    set search_path = ''
as $create$
begin
    perform internal.require_role('superadmin', 'admin', 'enrollment_manager');
    if p_role is null or p_role not in ('superadmin', 'admin', 'enrollment_manager', 'mentor', 'student') then
        raise exception 'there is no role %', coalesce(quote_literal(p_role), 'null')
            using errcode = 'invalid_parameter_value';
    end if;
    perform internal.admit(p_user_id, p_email, p_full_name, p_role, p_phone);
    perform internal.log_event(
        'user_created', 'users', p_user_id::text, null, jsonb_build_object('role', p_role, 'email', p_email)
    );
    return p_user_id;
end
$create$;

revoke all on function public.create_user_with_role(uuid, text, text, text, text) from public;

comment on function public.create_user_with_role(uuid, text, text, text, text) is
    'Gives an account its person and role. Superadmins give every role, admins those below their own, enrollment managers student.';

create function public.create_student_complete(
    p_user_id uuid, p_email text, p_full_name text, p_track_id uuid, p_amount numeric default null,
    p_installment_plan_id uuid default null, p_mentor_id uuid default null, p_phone text default null
) returns jsonb
    language plpgsql
    security definer
    set search_path = ''
as $create$
declare
    company public.company_settings;
    student public.students;
    bill public.invoices;
begin
    perform internal.require_role('superadmin', 'admin', 'enrollment_manager');
    if p_mentor_id is not null and not exists (
        select from public.users where id = p_mentor_id and role = 'mentor'
    ) then
        raise exception '% is no mentor', p_mentor_id using errcode = 'foreign_key_violation';
    end if;
    if exists (select from public.students where user_id = p_user_id) then
        raise exception '% is a student already', p_user_id using errcode = 'unique_violation';
    end if;
    if exists (select from public.users where id = p_user_id and role <> 'student') then
        raise exception '% holds a role above student', p_user_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'Change the role first, if that is meant.';
    end if;
    perform internal.admit(p_user_id, p_email, p_full_name, 'student', p_phone);
    insert into public.students (user_id, track_id, mentor_id, enrollment_manager_id)
    values (
        p_user_id, p_track_id, p_mentor_id,
        (select id from public.users where id = auth.uid() and role = 'enrollment_manager')
    )
    returning * into student;
    insert into public.onboarding_jobs (user_id, kind)
    values (p_user_id, 'welcome_email'), (p_user_id, 'ask_questionnaire');
    if p_amount > 0 then
        select * into company from public.company_settings where id = 1;
        insert into public.invoices (student_id, bill_to, installment_plan_id, currency, amount, due_on, created_by)
        values (
            p_user_id, coalesce(nullif(p_full_name, ''), p_email, student.student_number), p_installment_plan_id,
            coalesce(company.currency, 'USD'), p_amount, current_date + coalesce(company.payment_terms_days, 14),
            (select id from public.users where id = auth.uid())
        )
        returning * into bill;
        update public.invoices set status = 'sent' where id = bill.id;
        insert into public.onboarding_jobs (user_id, kind) values (p_user_id, 'send_invoice');
    else
        update public.students set fees_cleared = true where user_id = p_user_id;
    end if;
    perform internal.log_event(
        'student_created', 'students', p_user_id::text, null,
        jsonb_build_object('student_number', student.student_number, 'invoice_number', bill.invoice_number)
    );
    return jsonb_build_object(
        'user_id', p_user_id,
        'student_number', student.student_number,
        'invoice_id', bill.id,
        'invoice_number', bill.invoice_number,
        'lms_status', (select lms_status from public.students where user_id = p_user_id)
    );
end
$create$;

revoke all on function public.create_student_complete(uuid, text, text, uuid, numeric, uuid, uuid, text) from public;

comment on function public.create_student_complete(uuid, text, text, uuid, numeric, uuid, uuid, text) is
    'All of an enrolment or nothing: person, student, invoice with its schedule, onboarding jobs. Without an amount the student is let in at once.';

-- What is tried one row at a time, after all that can be tried with many rows.

-- Values for a column that differ from the one in a row: those of other rows first, then some made up from it.
create function provost_proof.others(subject provost_proof.subject, at text, col text) returns text[]
    language plpgsql
as $proof$
declare
    kind text;
    kept text;
    found text[];
begin
    select format_type(a.atttypid, a.atttypmod) into strict kind from pg_attribute a where a.attrelid = subject.tab::regclass and a.attname = col;
    execute format('select %I::text from %s where tableoid::oid::text || ctid::text = $1', col, subject.tab) into kept using at;
    execute format('select array_agg(value) from (select distinct %1$I::text as value from %2$s where %1$I::text is distinct from $1 limit 3) v', col, subject.tab)
        into found using kept;
    return coalesce(found, '{}') || case
        when kind = 'boolean' then array[case when kept = 'true' then 'false' else 'true' end]
        when kind in ('smallint', 'integer', 'bigint', 'real', 'double precision') or kind like 'numeric%' then array[(coalesce(kept::numeric, 0) + 1)::text]
        when kind like 'timestamp%' or kind = 'date' then array[now()::text]
        when kind = 'text' or kind like 'character%' then array[coalesce(kept, '') || 'x']
        when kind = 'uuid' then array[md5(coalesce(kept, ''))]
        when kind in ('json', 'jsonb') then array['{"a": "b"}', '["a"]', '[]', '{}']
        else '{}'::text[] end || array[null::text];
end
$proof$;

-- Changes one column of one row, with each of some values until one is taken, or with the value of another row, which makes room where
-- there may be only one. Tells how the row stands to the person afterwards, or what was said last.
create function provost_proof.change(number integer, who integer, place integer, col text, other integer, ordinary boolean) returns jsonb
    language plpgsql
as $proof$
declare
    subject provost_proof.subject;
    person provost_proof.person;
    at text;
    kind text;
    value text;
    kept jsonb;
    came jsonb;
    said text;
    wanted text[];
    answer jsonb := '{}';
begin
    select * into strict subject from provost_proof.subject s where s.no = number;
    select * into strict person from provost_proof.person p where p.no = who;
    at := subject.ids[place + 1];
    select format_type(a.atttypid, a.atttypmod) into strict kind from pg_attribute a where a.attrelid = subject.tab::regclass and a.attname = col;
    execute format('select to_jsonb(t) from %s t where tableoid::oid::text || ctid::text = $1', subject.tab) into strict kept using at;
    perform set_config('request.jwt.claims', person.claims, true);
    if other is null then
        wanted := provost_proof.others(subject, at, col);
    else
        value := provost_proof.value_in(subject, other, col);
        wanted := array[value, value];
    end if;
    foreach value in array wanted loop
        begin
            if other is not null and answer #>> '{error,code}' = '23505' then
                perform provost_proof.make_room(subject, other);
            end if;
            perform set_config('provost_proof.at', at, true);
            if ordinary then
                perform set_config('session_replication_role', 'origin', true);
            end if;
            perform set_config('role', person.database_role, true);
            execute format('update %s set %I = %s::%s', subject.tab, col, quote_nullable(value), kind);
            perform set_config('role', 'none', true);
            execute format('select to_jsonb(t) from %s t where tableoid::oid::text || ctid::text <> all ($1)', subject.tab) into came using subject.ids;
            raise exception using errcode = 'PV001';
        exception
            when sqlstate 'PV001' then
                if came -> col is distinct from kept -> col and came is not null then
                    return jsonb_build_object('done', true, 'words', provost_proof.judged(subject, person, came));
                end if;
            when others then
                get stacked diagnostics said = message_text;
                -- What policies and guards say counts more than what constraints say of another value.
                if answer #>> '{error,code}' is distinct from '42501' then
                    answer := jsonb_build_object('error', jsonb_build_object('code', sqlstate, 'message', said));
                end if;
        end;
        exit when other is not null and answer #>> '{error,code}' is distinct from '23505';
    end loop;
    return answer;
end
$proof$;

-- Takes a row away as nobody in particular.
create function provost_proof.make_room(subject provost_proof.subject, place integer) returns void
    language plpgsql
as $proof$
begin
    perform set_config('provost_proof.at', '', true);
    execute format('delete from %s where tableoid::oid::text || ctid::text = $1', subject.tab) using subject.ids[place + 1];
end
$proof$;

-- How a row that is not there stands to a person.
create function provost_proof.judged(subject provost_proof.subject, person provost_proof.person, it jsonb) returns jsonb
    language plpgsql
as $proof$
declare
    answer jsonb;
begin
    execute format('select to_jsonb(provost_proof.%I(jsonb_populate_record(null::%s, $1), $2, $3))', subject.judge, subject.tab)
        into answer using it, person.uid, person.app_role;
    return answer;
end
$proof$;

-- Deletes one row with ordinary triggers on.
create function provost_proof.removal(number integer, who integer, place integer) returns jsonb
    language plpgsql
as $proof$
declare
    subject provost_proof.subject;
    person provost_proof.person;
    answer jsonb;
begin
    select * into strict subject from provost_proof.subject s where s.no = number;
    select * into strict person from provost_proof.person p where p.no = who;
    perform set_config('session_replication_role', 'origin', true);
    answer := provost_proof.attempt(subject, person, format('delete from %s', subject.tab), subject.ids[place + 1]);
    perform set_config('session_replication_role', 'replica', true);
    return answer;
end
$proof$;

-- Takes a row away and puts it back as a person, with the columns that this person may write. Judged is the row that comes out of it;
-- where the person may not, the one that comes out when nobody is asked.
create function provost_proof.insertion(number integer, who integer, place integer) returns jsonb
    language plpgsql
as $proof$
declare
    subject provost_proof.subject;
    person provost_proof.person;
    at text;
    columns text;
    parts text;
    statement text;
    came jsonb;
    rest text[];
    tried_as text;
    said text;
    answer jsonb := '{}';
begin
    select * into strict subject from provost_proof.subject s where s.no = number;
    select * into strict person from provost_proof.person p where p.no = who;
    at := subject.ids[place + 1];
    rest := array_remove(subject.ids, at);
    if subject.self is not null and provost_proof.value_in(subject, place, subject.self) = person.uid::text then
        -- The row says who this is; without it they would be somebody else.
        return answer;
    end if;
    select string_agg(quote_ident(a.attname), ', ' order by a.attnum),
        string_agg(format('quote_nullable(%I::text) || %L', a.attname, '::' || format_type(a.atttypid, a.atttypmod)), ' || '', '' || ' order by a.attnum)
    into columns, parts
    from pg_attribute a
    where a.attrelid = subject.tab::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a'
        and has_column_privilege(person.database_role, a.attrelid, a.attnum, 'insert');
    if columns is null then
        return jsonb_build_object('error', jsonb_build_object('code', '42501', 'message', 'permission denied'));
    end if;
    execute format('select %s from %s where tableoid::oid::text || ctid::text = $1', parts, subject.tab) into strict parts using at;
    statement := format('insert into %s (%s) values (%s)', subject.tab, columns, parts);
    perform set_config('request.jwt.claims', person.claims, true);
    begin
        begin
            execute format('delete from %s where tableoid::oid::text || ctid::text = $1', subject.tab) using at;
        exception when others then
            -- A trigger that is always on keeps the row, so it cannot be put back.
            return answer;
        end;
        perform set_config('session_replication_role', 'origin', true);
        foreach tried_as in array array[person.database_role, 'none'] loop
            begin
                perform set_config('role', tried_as, true);
                execute statement;
                perform set_config('role', 'none', true);
                execute format('select to_jsonb(t) from %s t where tableoid::oid::text || ctid::text <> all ($1) limit 1', subject.tab) into came using rest;
                raise exception using errcode = 'PV001';
            exception
                when sqlstate 'PV001' then
                    if came is not null then
                        answer := answer || jsonb_build_object('words', provost_proof.judged(subject, person, came));
                    end if;
                    answer := answer || jsonb_build_object('done', tried_as <> 'none');
                    exit;
                when others then
                    if tried_as <> 'none' then
                        get stacked diagnostics said = message_text;
                        answer := jsonb_build_object('error', jsonb_build_object('code', sqlstate, 'message', said));
                        exit when sqlstate <> '42501';
                    end if;
            end;
        end loop;
        raise exception using errcode = 'PV002';
    exception
        when sqlstate 'PV002' then
            return answer;
    end;
end
$proof$;

-- Several of these in one go.
create function provost_proof.try(number integer, attempts jsonb) returns jsonb
    language plpgsql
as $proof$
declare
    it jsonb;
    answers jsonb := '[]';
    subject provost_proof.subject;
    person provost_proof.person;
    who integer;
    place integer;
begin
    select * into strict subject from provost_proof.subject s where s.no = number;
    for it in select * from jsonb_array_elements(attempts) loop
        who := (it ->> 'person')::integer;
        place := (it ->> 'row')::integer;
        answers := answers || jsonb_build_array(case it ->> 'try'
            when 'insert' then provost_proof.insertion(number, who, place)
            when 'remove' then provost_proof.removal(number, who, place)
            when 'change' then provost_proof.change(number, who, place, it ->> 'column',
                (it ->> 'like')::integer, (it ->> 'ordinary')::boolean)
            when 'take' then provost_proof.taking(subject, who, place, it ->> 'column')
        end);
    end loop;
    return answers;
end
$proof$;

create function provost_proof.value_in(subject provost_proof.subject, place integer, col text) returns text
    language plpgsql
as $proof$
declare
    value text;
begin
    execute format('select %I::text from %s where tableoid::oid::text || ctid::text = $1', col, subject.tab) into strict value using subject.ids[place + 1];
    return value;
end
$proof$;

-- Puts all rows, blindly, where a row of one's own stands. Tells the rows that let it happen.
create function provost_proof.taking(subject provost_proof.subject, who integer, place integer, col text) returns jsonb
    language plpgsql
as $proof$
declare
    person provost_proof.person;
    kind text;
    value text := provost_proof.value_in(subject, place, col);
    statement text;
    answer jsonb;
    there text[];
    taken jsonb;
begin
    select * into strict person from provost_proof.person p where p.no = who;
    select format_type(a.atttypid, a.atttypmod) into strict kind from pg_attribute a where a.attrelid = subject.tab::regclass and a.attname = col;
    statement := format('update %s set %I = %s::%s', subject.tab, col, quote_nullable(value), kind);
    answer := provost_proof.attempt_all(subject, person, statement);
    if answer #>> '{refused,code}' = '23505' then
        -- There may be only one, and it is one's own: it makes room for another's.
        begin
            perform provost_proof.make_room(subject, place);
            answer := provost_proof.attempt_all(subject, person, statement);
            raise exception using errcode = 'PV001';
        exception when others then
            -- Undone; and where a trigger keeps one's own row, the first answer stays.
            null;
        end;
    end if;
    -- A row that stands there already is not taken.
    execute format('select coalesce(array_agg(tableoid::oid::text || ctid::text), ''{}'') from %s where %I::text is not distinct from $1', subject.tab, col) into there using value;
    select coalesce(jsonb_agg(row), '[]') into taken
    from jsonb_array_elements(answer -> 'rows') as row where subject.ids[row::integer + 1] <> all (there);
    return answer || jsonb_build_object('rows', taken);
end
$proof$;

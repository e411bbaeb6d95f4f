-- What a proof stands on, in a scratch database only: the people of a world, the tables that are tried, and how one thing is tried.
create schema provost_proof;

create table provost_proof.person (
    no integer primary key,
    uid uuid,
    app_role text,
    database_role text not null,
    claims text not null
);

-- `ids` are the rows of a filled world, by where they lie; `judge` is the function that says how a row stands to a person;
-- `self` is the column of a person's id in the table that says what people are.
create table provost_proof.subject (
    no integer primary key,
    tab text not null,
    judge text not null,
    key text not null,
    self text,
    ids text[]
);

-- How the rows of a filled world stand to people, which no weaker rule changes: one array a row.
create table provost_proof.stands (
    subject integer not null,
    who integer not null,
    words jsonb not null,
    primary key (subject, who)
);

create function provost_proof.skip() returns trigger
    language plpgsql
as $proof$
begin
    return null;
end
$proof$;

create function provost_proof.keep() returns trigger
    language plpgsql
as $proof$
begin
    return old;
end
$proof$;

-- Tries a statement as a person and undoes it. `at`: only this row is touched, whatever the statement reaches. `still`: rows are
-- updated without a change, so that no constraint and no guard speaks before the policies have. Tells the rows that went or changed.
create function provost_proof.attempt(subject provost_proof.subject, person provost_proof.person, statement text,
    at text default '', still text default 'off') returns jsonb
    language plpgsql
as $proof$
declare
    touched bigint;
    ids text[];
    gone jsonb := '[]';
    said text;
begin
    perform set_config('request.jwt.claims', person.claims, true);
    begin
        perform set_config('provost_proof.at', at, true), set_config('provost_proof.still', still, true),
            set_config('role', person.database_role, true);
        execute statement;
        get diagnostics touched = row_count;
        perform set_config('role', 'none', true);
        if touched > 0 then
            execute format('select array_agg(tableoid::oid::text || ctid::text) from %s', subject.tab) into ids;
            select coalesce(jsonb_agg(place - 1), '[]') into gone
            from unnest(subject.ids) with ordinality as row (id, place) where row.id <> all (coalesce(ids, '{}'));
        end if;
        raise exception using errcode = 'PV001';
    exception
        when sqlstate 'PV001' then
            return jsonb_build_object('rows', gone);
        when others then
            get stacked diagnostics said = message_text;
            return jsonb_build_object('rows', '[]'::jsonb, 'error', jsonb_build_object('code', sqlstate, 'message', said));
    end;
end
$proof$;

-- The same for all rows at once; where that ends in an error that one row alone may have caused, row by row.
create function provost_proof.attempt_all(subject provost_proof.subject, person provost_proof.person, statement text,
    still text default 'off') returns jsonb
    language plpgsql
as $proof$
declare
    outcome jsonb := provost_proof.attempt(subject, person, statement, still => still);
    one jsonb;
    reached jsonb := '[]';
    said jsonb;
begin
    said := outcome -> 'error';
    if said is null or said ->> 'code' in ('42P17', '54001', '42883', '42P01') or said ->> 'message' like 'permission denied%' then
        return outcome;
    end if;
    for place in 1 .. cardinality(subject.ids) loop
        one := provost_proof.attempt(subject, person, statement, subject.ids[place], still);
        reached := reached || (one -> 'rows');
    end loop;
    return jsonb_build_object('rows', reached, 'refused', said);
end
$proof$;

-- What a database role may do with a table, column by column. What PostgreSQL makes itself nobody writes, whatever is granted.
create function provost_proof.rights(subject provost_proof.subject, database_role text) returns jsonb
    language sql stable
as $proof$
    select jsonb_build_object(
        'select', coalesce(jsonb_agg(a.attname) filter (where has_column_privilege(database_role, c.oid, a.attnum, 'select')), '[]'),
        'insert', coalesce(jsonb_agg(a.attname) filter (where is_written and has_column_privilege(database_role, c.oid, a.attnum, 'insert')), '[]'),
        'update', coalesce(jsonb_agg(a.attname) filter (where is_written and has_column_privilege(database_role, c.oid, a.attnum, 'update')), '[]'),
        'delete', has_table_privilege(database_role, c.oid, 'delete'),
        'truncate', has_table_privilege(database_role, c.oid, 'truncate'),
        'whole', has_table_privilege(database_role, c.oid, 'select'),
        'usage', has_schema_privilege(database_role, c.relnamespace, 'usage'))
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        cross join lateral (values (a.attgenerated = '' and a.attidentity <> 'a')) as column_kind (is_written)
    where c.oid = subject.tab::regclass
    group by c.oid, c.relnamespace
$proof$;

-- How each row stands to a person: one array a row.
create function provost_proof.standing(subject provost_proof.subject, person provost_proof.person) returns jsonb
    language plpgsql
as $proof$
declare
    answer jsonb;
begin
    perform set_config('request.jwt.claims', person.claims, true);
    execute format('select jsonb_agg(to_jsonb(provost_proof.%I(t, $1, $2)) order by t.tableoid, t.ctid) from %s t', subject.judge, subject.tab)
        into answer using person.uid, person.app_role;
    return coalesce(answer, '[]');
end
$proof$;

-- Which rows a person sees. Rights on columns were looked at already, and say nothing about rows.
create function provost_proof.seen(subject provost_proof.subject, person provost_proof.person, whole boolean) returns jsonb
    language plpgsql
as $proof$
declare
    ids text[];
    rows jsonb;
    said text;
begin
    perform set_config('request.jwt.claims', person.claims, true);
    begin
        if not whole then
            execute format('grant select on table %s to %I', subject.tab, person.database_role);
        end if;
        perform set_config('role', person.database_role, true);
        execute format('select array_agg(tableoid::oid::text || ctid::text) from %s', subject.tab) into ids;
        perform set_config('role', 'none', true);
        select coalesce(jsonb_agg(place - 1), '[]') into rows
        from unnest(subject.ids) with ordinality as row (id, place) where row.id = any (coalesce(ids, '{}'));
        raise exception using errcode = 'PV001';
    exception
        when sqlstate 'PV001' then
            return jsonb_build_object('rows', rows);
        when others then
            get stacked diagnostics said = message_text;
            return jsonb_build_object('rows', '[]'::jsonb, 'error', jsonb_build_object('code', sqlstate, 'message', said));
    end;
end
$proof$;

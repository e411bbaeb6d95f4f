-- A value for a column that nothing narrows down. Later tries are less like words.
create function provost_proof.made(kind text, col text, tried integer) returns text
    language sql volatile
as $proof$
    select case kind
        when 'uuid' then md5(random()::text)::uuid::text
        when 'number' then (1 + floor(random() * case when tried < 5 then 100 else 10 end))::text
        when 'flag' then (random() < 0.5)::text
        when 'time' then (now() + (random() - 0.5) * interval '60 days')::text
        when 'clock' then make_time(floor(random() * 24)::integer, 0, 0)::text
        when 'span' then make_interval(hours => 1 + floor(random() * 48)::integer)::text
        when 'document' then '{}'
        when 'bytes' then '\x' || md5(random()::text)
        when 'address' then '10.0.0.' || floor(random() * 255)
        when 'empty' then '{}'
        else case
            when col like '%mail%' then format('%s@example.org', left(md5(random()::text), 8))
            when col like '%url%' and tried < 3 then format('https://example.org/%s', left(md5(random()::text), 8))
            when tried % 6 = 3 then left(md5(random()::text), 6)
            when tried % 6 = 4 then upper(left(translate(md5(random()::text), '0123456789', ''), 3)) || (100 + floor(random() * 900))
            when tried % 6 = 5 then translate(md5(random()::text), '0123456789', 'ghijklmnop')
            else format('%s %s', replace(col, '_', ' '), left(md5(random()::text), 4)) end
    end
$proof$;

-- A path of an object: its holes are somebody's id, one of the ids that a set holds for them, and anything. In one round it is the same
-- somebody for all buckets, so that people have objects in several; every other round it is one of those that there are most of.
create function provost_proof.path(pattern text, helpers text, round integer) returns text
    language plpgsql volatile
as $proof$
declare
    person provost_proof.person;
    name text := substring(pattern from '\{set ([^}]*)\}');
    id text;
begin
    for person in
        select p.* from provost_proof.person p where p.uid is not null
        order by case when round % 2 = 0 then count(*) over (partition by p.app_role) end desc, md5(p.uid::text || round)
    loop
        exit when name is null;
        perform set_config('request.jwt.claims', person.claims, true);
        execute format('select id from unnest((select %I.%I())::text[]) as id order by random() limit 1', helpers, name) into id;
        exit when id is not null;
    end loop;
    perform set_config('request.jwt.claims', '', true);
    return replace(replace(replace(pattern, format('{set %s}', name), coalesce(id, 'nothing')), '{person}', coalesce(person.uid::text, 'nobody')),
        '{any}', left(md5(random()::text), 6));
end
$proof$;

-- Fills one table. Each row is tried with other values until the constraints take it. Tells whether it has rows now, and what refused others.
create function provost_proof.fill(plan jsonb) returns jsonb
    language plpgsql
as $proof$
declare
    tab text := plan ->> 'table';
    wanted integer := (plan ->> 'rows')::integer;
    people integer;
    link jsonb;
    source jsonb;
    keys jsonb := '[]';
    found jsonb;
    names text[];
    vals text[];
    fixed jsonb;
    pick jsonb;
    most integer := 59;
    ordinary boolean := false;
    first integer := floor(random() * 1000);
    mood integer;
    is_there boolean;
    is_made boolean;
    refused jsonb := '{}';
    missing jsonb := '[]';
    said text;
    culprit text;
    place integer;
    length integer;
    turn integer;
    value text;
begin
    for link in select * from jsonb_array_elements(plan -> 'links') loop
        execute format('select coalesce(jsonb_agg(jsonb_build_array(%s) order by p.no nulls last, t.ctid), ''[]'') from %s t left join provost_proof.person p on p.uid::text = t.%I::text where %s',
            (select string_agg(format('t.%I::text', name), ', ') from jsonb_array_elements_text(link -> 'keys') as name),
            link ->> 'table', link #>> '{keys,0}',
            (select string_agg(format('t.%I is not null', name), ' and ') from jsonb_array_elements_text(link -> 'keys') as name)) into found;
        keys := keys || jsonb_build_array(found);
    end loop;
    select greatest(count(*), 1) into people from provost_proof.person p where p.uid is not null;
    for i in 0 .. wanted - 1 loop
        fixed := plan -> 'fixed' -> i;
        is_made := false;
        for tried in 0 .. most loop
            names := '{}';
            vals := '{}';
            -- Constraints often tie columns together: some rows have all that may be empty, some nothing of it, some this and that.
            mood := case when tried > 12 then 2 else least((i + i / people + tried / 5) % 4, 2) end;
            for place in 0 .. jsonb_array_length(plan -> 'links') - 1 loop
                link := plan -> 'links' -> place;
                continue when fixed ?| array(select jsonb_array_elements_text(link -> 'columns'));
                length := jsonb_array_length(keys -> place);
                pick := null;
                if length > 0 and random() >= (link ->> 'null')::float8 then
                    turn := case when place = 0 and tried < 20 then (i + first + tried) % length else floor(random() * length)::integer end;
                    pick := keys -> place -> turn;
                end if;
                for turn in 0 .. jsonb_array_length(link -> 'columns') - 1 loop
                    value := link #>> array['columns', turn::text];
                    continue when value = any (names) or (pick is null and link -> 'kept' ? value);
                    names := names || (link #>> array['columns', turn::text]);
                    vals := vals || format('%s::%s', quote_nullable(pick ->> turn), link #>> array['types', turn::text]);
                end loop;
            end loop;
            place := 0;
            for source in select * from jsonb_array_elements(plan -> 'columns') loop
                continue when fixed ? (source ->> 'name') or (source ->> 'name') = any (names);
                length := coalesce(jsonb_array_length(source -> 'values'), 0);
                value := null;
                if source ->> 'how' = 'person' then
                    if random() >= (source ->> 'null')::float8 then
                        select p.uid::text into value from provost_proof.person p where p.uid is not null order by p.no
                        offset case when place = 0 and tried < 20 and jsonb_array_length(plan -> 'links') = 0 then (i + first + tried) % people else floor(random() * people)::integer end limit 1;
                    end if;
                elsif (source ->> 'null')::float8 = 0 or mood = 1 or (mood = 2 and random() >= (source ->> 'null')::float8) then
                    if source ->> 'how' = 'bucket' then
                        value := source #>> array['values', (i % length)::text];
                    elsif source ->> 'how' = 'path' then
                        -- Each bucket gets a path of each kind.
                        turn := i / jsonb_array_length(plan #> '{columns,0,values}');
                        value := provost_proof.path(source #>> array['values', (turn % length)::text], plan ->> 'helpers', turn + tried + first);
                    elsif length > 0 then
                        turn := case when place = 0 and tried < 5 then (i / people + i + tried) % length else floor(random() * length)::integer end;
                        value := source #>> array['values', turn::text];
                    else
                        value := provost_proof.made(source ->> 'how', source ->> 'name', tried);
                    end if;
                end if;
                place := place + 1;
                names := names || (source ->> 'name');
                vals := vals || format('%s::%s', quote_nullable(value), source ->> 'type');
            end loop;
            if fixed is not null then
                for said in select jsonb_object_keys(fixed) loop
                    names := names || said;
                    vals := vals || quote_nullable(fixed ->> said);
                end loop;
            end if;
            begin
                -- Some tables need their triggers to take a row at all.
                if ordinary or tried > 30 then
                    perform set_config('session_replication_role', 'origin', true);
                end if;
                if names = '{}' then
                    execute format('insert into %s default values', tab);
                else
                    execute format('insert into %s (%s) overriding system value values (%s)', tab,
                        (select string_agg(quote_ident(name), ', ' order by n) from unnest(names) with ordinality as u (name, n)), array_to_string(vals, ', '));
                end if;
                is_made := true;
                ordinary := ordinary or tried > 30;
                perform set_config('session_replication_role', 'replica', true);
                exit;
            exception when others then
                get stacked diagnostics said = message_text, culprit = constraint_name;
                culprit := coalesce(nullif(culprit, ''), said);
                refused := refused || jsonb_build_object(culprit, coalesce((refused ->> culprit)::integer, 0) + 1);
            end;
        end loop;
        -- A table that takes no more is not asked forever.
        if not is_made and fixed is null then
            most := greatest(most / 4, 3);
        elsif not is_made then
            missing := missing || to_jsonb(i);
        end if;
    end loop;
    execute format('select exists (select from %s)', tab) into is_there;
    return jsonb_build_object('there', is_there, 'missing', missing, 'refused', refused);
end
$proof$;

-- Fills links that had to wait for their table, in half of the rows. Columns that cannot be empty stay, and decide which rows fit.
create function provost_proof.link(tab text, link jsonb) returns void
    language plpgsql
as $proof$
declare
    at tid;
    set_columns text;
    set_keys text;
    fits text;
begin
    select string_agg(quote_ident(c.name), ', ') filter (where not link -> 'kept' ? c.name),
        string_agg(format('r.%I', k.name), ', ') filter (where not link -> 'kept' ? c.name),
        coalesce(string_agg(format('r.%I = t.%I', k.name, c.name), ' and ') filter (where link -> 'kept' ? c.name), 'true')
    into set_columns, set_keys, fits
    from jsonb_array_elements_text(link -> 'columns') with ordinality as c (name, place)
    join jsonb_array_elements_text(link -> 'keys') with ordinality as k (name, place) using (place);
    for at in execute format('select ctid from %s', tab) loop
        continue when random() < 0.5;
        begin
            execute format('update %s t set (%s) = (select %s from %s r where %s order by random() limit 1) where ctid = $1',
                tab, set_columns, set_keys, link ->> 'table', fits) using at;
        exception when others then
            -- A constraint has it otherwise; the row stays as it is.
            null;
        end;
    end loop;
end
$proof$;

-- Remembers where the rows of a filled world lie, and how they stand to people.
create function provost_proof.settle() returns void
    language plpgsql
as $proof$
declare
    it record;
    found text[];
begin
    for it in select no, tab from provost_proof.subject loop
        execute format('select coalesce(array_agg(tableoid::oid::text || ctid::text order by tableoid, ctid), ''{}'') from %s', it.tab) into found;
        update provost_proof.subject set ids = found where no = it.no;
    end loop;
    insert into provost_proof.stands (subject, who, words)
    select s.no, p.no, provost_proof.standing(s, p) from provost_proof.subject s cross join provost_proof.person p;
end
$proof$;

-- Looks for rows that stand to somebody as no row does yet: makes more at random, and keeps those that do. `wanted` are pairs of a role
-- and how a row is to stand: a one where a word holds, a zero where it does not, a low line where it does not matter.
create function provost_proof.seek(number integer, plan jsonb, wanted jsonb) returns void
    language plpgsql
as $proof$
declare
    subject provost_proof.subject;
    person provost_proof.person;
    known text[] := '{}';
    fresh text[];
    kept text[];
    open jsonb := wanted;
    hit record;
begin
    select * into strict subject from provost_proof.subject s where s.no = number;
    for round in 0 .. 5 loop
        execute format('select coalesce(array_agg(tableoid::oid::text || ctid::text), ''{}'') from %s
            where tableoid::oid::text || ctid::text <> all ($1)', subject.tab) into fresh using known;
        kept := '{}';
        for person in select * from provost_proof.person p order by p.no loop
            for hit in execute format('select distinct on (c.cell) c.cell, t.id
                from (select tableoid::oid::text || ctid::text as id, translate(provost_proof.%I(t, $1, $2)::text, ''tf{},'', ''10'') as stands from %s t) t
                join jsonb_array_elements($3) as c (cell) on t.stands like c.cell ->> 1
                where t.id = any ($4) and c.cell ->> 0 = $5
                order by c.cell, t.id', subject.judge, subject.tab)
                using person.uid, person.app_role, open, fresh, coalesce(person.app_role, person.database_role)
            loop
                kept := kept || hit.id;
                open := (select coalesce(jsonb_agg(c), '[]') from jsonb_array_elements(open) as c where c <> hit.cell);
            end loop;
        end loop;
        if round > 0 then
            execute format('delete from %s where tableoid::oid::text || ctid::text = any ($1)', subject.tab)
                using (select array_agg(id) from unnest(fresh) as id where id <> all (kept));
        end if;
        known := known || fresh;
        exit when open = '[]' or round = 5;
        perform provost_proof.fill(plan);
    end loop;
end
$proof$;

-- Somebody whom the source of roles does not take as what they were meant to be is like everybody.
create function provost_proof.demote(number integer, base text) returns void
    language sql
as $proof$
    update provost_proof.person set app_role = base where no = number
$proof$;

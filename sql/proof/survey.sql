-- Everything about a table that can be tried with all of its rows at once, for every person; `wanted`: one operation where it is named.
create function provost_proof.survey(number integer, wanted text) returns jsonb
    language plpgsql
as $proof$
declare
    subject provost_proof.subject;
    person provost_proof.person;
    rights jsonb := '{}';
    mine jsonb;
    keys jsonb;
    answers jsonb := '[]';
    answer jsonb;
begin
    select * into strict subject from provost_proof.subject s where s.no = number;
    execute format('select coalesce(jsonb_agg(%s order by tableoid, ctid), ''[]'') from %s', subject.key, subject.tab) into keys;
    for person in select * from provost_proof.person p order by p.no loop
        mine := rights -> person.database_role;
        if mine is null then
            mine := provost_proof.rights(subject, person.database_role);
            rights := rights || jsonb_build_object(person.database_role, mine);
        end if;
        answer := jsonb_build_object('person', person.no,
            'words', (select s.words from provost_proof.stands s where s.subject = number and s.who = person.no));
        if (mine -> 'usage')::boolean then
            if coalesce(wanted, 'select') = 'select' and mine -> 'select' <> '[]' then
                answer := answer || jsonb_build_object('read', provost_proof.seen(subject, person, (mine -> 'whole')::boolean));
            end if;
            answer := answer || provost_proof.reach(subject, person, mine, wanted);
        end if;
        answers := answers || jsonb_build_array(answer);
    end loop;
    return jsonb_build_object('keys', keys, 'rights', rights, 'people', answers);
end
$proof$;

-- Rows that a person's updates and deletes reach: updates once reading the columns, once blindly, since policies for reading bind
-- only what reads.
create function provost_proof.reach(subject provost_proof.subject, person provost_proof.person, rights jsonb, wanted text) returns jsonb
    language plpgsql
as $proof$
declare
    answer jsonb := '{}';
    reading text;
    blind text;
begin
    select string_agg(format('%1$I = %1$I', name), ', ') filter (where rights -> 'select' ? name), string_agg(format('%I = null', name), ', ')
    into reading, blind
    from jsonb_array_elements_text(rights -> 'update') as name;
    if coalesce(wanted, 'update') = 'update' and reading is not null then
        answer := answer || jsonb_build_object('update',
            provost_proof.attempt_all(subject, person, format('update %s set %s', subject.tab, reading), 'on'));
    end if;
    if coalesce(wanted, 'update') = 'update' and blind is not null then
        answer := answer || jsonb_build_object('blind',
            provost_proof.attempt_all(subject, person, format('update %s set %s', subject.tab, blind), 'on'));
    end if;
    if coalesce(wanted, 'delete') = 'delete' and (rights -> 'delete')::boolean then
        answer := answer || jsonb_build_object('delete', provost_proof.attempt_all(subject, person, format('delete from %s', subject.tab)));
    end if;
    return answer;
end
$proof$;

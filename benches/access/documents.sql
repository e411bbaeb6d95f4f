-- The policies of the documents, word for word but for `to`: they bind a role of their own on the same rows, so that each shape is asked of
-- both in turn.
do $role$
begin
    if not exists (select from pg_catalog.pg_roles where rolname = 'documents') then
        create role documents nologin;
    end if;
end
$role$;
grant usage on schema public, lms, storage, auth to documents;
grant select on all tables in schema public, lms, storage to documents;

create policy "Users own courses" on public.courses for all to documents
    using (auth.uid() = user_id)
    with check (auth.uid() = user_id);

create policy "Users own materials" on public.materials for all to documents
    using (
        course_id in (
            select id from courses where user_id = auth.uid()
        )
    )
    with check (
        course_id in (
            select id from courses where user_id = auth.uid()
        )
    );

create policy "Users can view own profile" on lms.profiles for select to documents
    using (auth.uid() = id);
create policy "Instructors can view student profiles" on lms.profiles for select to documents
    using (
        auth.uid() in (
            select id from lms.profiles where role in ('instructor', 'admin')
        )
    );

create policy "Anyone can view published courses" on lms.courses for select to documents
    using (is_published = true);
create policy "Students can view enrolled courses" on lms.courses for select to documents
    using (
        id in (
            select course_id from lms.enrollments
            where student_id = auth.uid()
        )
    );
create policy "Instructors can manage own courses" on lms.courses for all to documents
    using (auth.uid() = instructor_id);

create policy "Students can manage own assessment attempts" on lms.assessment_attempts for all to documents
    using (auth.uid() = student_id);
create policy "Instructors can view course assessment attempts" on lms.assessment_attempts for select to documents
    using (
        assessment_id in (
            select a.id from lms.assessments a
            left join lms.lessons l on a.lesson_id = l.id
            left join lms.courses c1 on l.course_id = c1.id
            left join lms.courses c2 on a.course_id = c2.id
            where c1.instructor_id = auth.uid() or c2.instructor_id = auth.uid()
        )
    );

-- Tables that the document leaves open.
create policy "no policy was written" on lms.lessons for select to documents using (true);
create policy "no policy was written" on lms.enrollments for select to documents using (true);
create policy "no policy was written" on lms.assessments for select to documents using (true);

-- A document gives the rule of a bucket in words, own files; this is how such a rule is usually written.
create policy "Users own files" on storage.objects for select to documents
    using (bucket_id = 'files' and (storage.foldername(name))[1] = auth.uid()::text);

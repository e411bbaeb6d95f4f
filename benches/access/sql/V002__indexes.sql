-- The documents' own indexes, and those that their policies lack.
create index courses_user_id_idx on public.courses (user_id);
create index materials_course_id_idx on public.materials (course_id);
create index materials_created_at_idx on public.materials (created_at);
create index courses_instructor_id_idx on lms.courses (instructor_id);
create index courses_created_at_idx on lms.courses (created_at);
-- What a flag opens is listed in an order: an index of these rows in that order serves those who have policies and those who have none,
-- and takes the place of the document's index of the flag itself, which has two values.
create index courses_published_idx on lms.courses (created_at) where is_published;
create index lessons_course_id_idx on lms.lessons (course_id);
create index enrollments_student_id_idx on lms.enrollments (student_id);
create index enrollments_course_id_idx on lms.enrollments (course_id);
create index assessments_course_id_idx on lms.assessments (course_id);
create index assessments_lesson_id_idx on lms.assessments (lesson_id);
create index assessment_attempts_student_id_idx on lms.assessment_attempts (student_id);
create index assessment_attempts_assessment_id_idx on lms.assessment_attempts (assessment_id);
create index assessment_attempts_created_at_idx on lms.assessment_attempts (created_at);

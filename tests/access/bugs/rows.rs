//! Bugs about whose rows are seen and changed.

use super::*;

#[test]
fn instructors_see_enrolments_and_nothing_recurses() {
    let scene = school();
    assert_eq!(scene.as_person(INA, "select student_id from enrollments").unwrap(), [ANA]);
    assert_eq!(scene.as_person(JAN, "select student_id from enrollments").unwrap(), Vec::<String>::new());
    assert_eq!(scene.as_person(ANA, "select title from courses order by 1").unwrap(), ["algebra", "chess"]);
}

#[test]
fn a_stranger_enrols_in_a_draft() {
    let scene = school();
    let enrol = |course: &str| {
        format!(
            "insert into enrollments values ('{BEN}', '00000000-0000-4000-8000-0000000000{course}') returning student_id"
        )
    };
    assert_eq!(scene.as_person(BEN, &enrol("c2")), barred());
    assert_eq!(scene.as_person(BEN, &enrol("c3")).unwrap(), [BEN]);
    assert_eq!(scene.as_person(ANA, &enrol("c3")), barred());
}

#[test]
fn a_student_makes_a_course() {
    let scene = school();
    let make = |uid: &str| {
        format!(
            "insert into courses (instructor_id, title, status) values ('{uid}', 'x', 'published') returning title"
        )
    };
    assert_eq!(scene.as_person(ANA, &make(ANA)), barred());
    assert_eq!(scene.as_person(INA, &make(INA)).unwrap(), ["x"]);
    assert_eq!(scene.as_person(INA, &make(JAN)), barred());
    // One whose role was taken away keeps courses, and may no longer change them.
    superuser(&scene, &format!("update profiles set role = 'student' where id = '{JAN}'"));
    assert_eq!(scene.as_person(JAN, &blind("update courses set status = 'published'")), count("0"));
}

#[test]
fn an_assessment_is_moved_to_ones_own_course() {
    let scene = school();
    let take = "update assessments set course_id = '00000000-0000-4000-8000-0000000000c2'";
    assert_eq!(scene.as_person(ANA, &blind(take)), count("0"));
    // Jan gives c2: from c1, whose assessment is not his, nothing comes.
    assert_eq!(
        scene
            .as_person(
                JAN,
                "update assessments set course_id = '00000000-0000-4000-8000-0000000000c2' returning title"
            )
            .unwrap(),
        ["leaves"]
    );
    let give = "update assessments set course_id = '00000000-0000-4000-8000-0000000000c1'";
    assert_eq!(scene.as_person(JAN, &blind(give)), barred());
    assert_eq!(scene.as_person(JAN, "select score from attempts").unwrap(), Vec::<String>::new());
}

#[test]
fn what_is_changed_unseen() {
    let scene = school();
    for (statement, rows) in [("update notes set body = 'x'", "1"), ("delete from notes", "1")] {
        assert_eq!(scene.as_person(ANA, &blind(statement)), count(rows), "{statement}");
    }
    assert_eq!(scene.as_person(ANA, &blind(&format!("update notes set user_id = '{BEN}'"))), barred());
}

#[test]
fn rows_are_emptied_past_all_policies() {
    let scene = school();
    for table in ["notes", "courses", "attempts", "profiles"] {
        for told in [
            as_anon(&scene, &format!("truncate {table} cascade")),
            scene.as_person(ANA, &format!("truncate {table} cascade")),
        ] {
            assert_eq!(told, barred(), "{table}");
        }
    }
    let rest = "select count(*) from information_schema.role_table_grants where table_schema = 'public'
        and grantee in ('anon', 'authenticated', 'PUBLIC') and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')";
    assert_eq!(scene.rows(rest), ["0"]);
}

#[test]
fn a_new_row_is_given_back() {
    let scene = school();
    let made = scene
        .as_person(ANA, &format!("insert into notes (user_id, body) values ('{ANA}', 'new') returning body"));
    assert_eq!(made.unwrap(), ["new"]);
}

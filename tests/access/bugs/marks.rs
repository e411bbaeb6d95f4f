//! Bugs about marks: who sets them, who sees them.

use super::*;

#[test]
fn a_student_sets_a_score() {
    let scene = school();
    for column in ["score = 100", "passed = true", "submitted_at = null"] {
        assert_eq!(scene.as_person(ANA, &format!("update attempts set {column}")), barred(), "{column}");
    }
    assert_eq!(scene.as_person(ANA, "update attempts set answers = 'z' returning answers").unwrap(), ["z"]);
}

#[test]
fn a_failed_attempt_is_deleted() {
    let scene = school();
    assert_eq!(scene.as_person(ANA, "delete from attempts"), barred());
}

#[test]
fn an_attempt_in_a_course_that_is_not_taken() {
    let scene = school();
    let attempt = |exam: &str, more: &str, value: &str| {
        format!(
            "insert into attempts (assessment_id, student_id{more}) values ('00000000-0000-4000-8000-0000000000{exam}', '{ANA}'{value}) returning student_id"
        )
    };
    assert_eq!(scene.as_person(ANA, &attempt("e2", "", "")), barred());
    assert_eq!(scene.as_person(ANA, &attempt("e1", ", score", ", 100")), barred());
    assert_eq!(scene.as_person(ANA, &attempt("e1", "", "")).unwrap(), [ANA]);
}

#[test]
fn a_policy_is_filtered_by_another_tables_policies() {
    // No rule lets an instructor read what `my_graded` asks past its own policies, and the attempts are there all the same.
    let scene = school_with("", "");
    scene.project.write(
        "rules.toml",
        RULES.replace("{ who = \"instructor\", can = \"all\", rows = \"taught:course_id\" },\n]", "]"),
    );
    scene.done(&["migrate", "up"]);
    assert_eq!(scene.as_person(INA, "select title from assessments").unwrap(), Vec::<String>::new());
    assert_eq!(scene.as_person(INA, "select count(*) from attempts").unwrap(), ["2"]);
    assert_eq!(scene.as_person(JAN, "select count(*) from attempts").unwrap(), ["0"]);
}

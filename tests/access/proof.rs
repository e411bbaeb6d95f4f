//! The proof, on a small school: silent where rules and expectation agree, and each classic hole found and named.

use crate::support::Project;

const SCHOOL: &str = include_str!("proof/V1__school.sql");
const RULES: &str = include_str!("proof/rules.toml");
const EXPECT: &str = include_str!("proof/expect.toml");

fn school(rules: &str) -> Project {
    let file = "[project]\nname = \"school\"\n[main]\nmigrations = \"sql\"\naccess = [\"rules.toml\", \"expect.toml\"]\n";
    Project::new()
        .file("provost.toml", file)
        .file("sql/V1__school.sql", SCHOOL)
        .file("rules.toml", rules)
        .file("expect.toml", EXPECT)
}

/// What is found on the school with other rules and a further migration: one line a finding, without the ids of rows.
fn found(rules: &str, further: &str) -> String {
    let project = school(rules);
    if !further.is_empty() {
        project.write("sql/V2__further.sql", further);
    }
    let output = project.provost().args(["access", "test", "--format", "json"]).output().unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        panic!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
    });
    let findings = document["findings"].as_array().unwrap_or_else(|| panic!("{document:#}"));
    let is_wrong = findings.iter().any(|finding| finding["severity"] != "warning");
    assert_eq!(output.status.code(), Some(i32::from(is_wrong)), "{document:#}");
    findings.iter().map(line).collect()
}

fn line(finding: &serde_json::Value) -> String {
    let message = finding["message"].as_str().unwrap();
    let first = message.lines().next().unwrap();
    format!("{} {}: {first}\n", finding["severity"].as_str().unwrap(), finding["rule"].as_str().unwrap())
}

fn with(old: &str, new: &str) -> String {
    assert!(RULES.contains(old), "{old}");
    found(&RULES.replace(old, new), "")
}

#[test]
fn nothing_is_found_where_rules_and_expectation_agree() {
    assert_eq!(found(RULES, ""), "");
}

/// A rule of the school, weakened one way each; what is expected stays.
macro_rules! holes {
    ($($name:ident: $old:expr => $new:expr;)+) => {
        $(#[test] fn $name() { insta::assert_snapshot!(with($old, $new)); })+
    };
}

const OWN_COURSES: &str = r#"{ who = "instructor", can = "all", rows = "own:instructor_id" }"#;

holes! {
    who_was_an_instructor_still_owns_courses: OWN_COURSES => r#"{ who = "signed_in", can = "all", rows = "own:instructor_id" }"#;
    a_course_is_given_away: OWN_COURSES => r#"{ who = "instructor", can = "rcd", rows = "own:instructor_id" }, { who = "instructor", can = "u", rows = "own:instructor_id", after = "any" }"#;
    a_course_is_taken_over: OWN_COURSES => r#"{ who = "instructor", can = "rcd", rows = "own:instructor_id" }, { who = "instructor", can = "u", rows = "any", after = "own:instructor_id" }"#;
    a_blind_update_reaches_what_is_not_seen: r#"can = "u", rows = "own:id""# => r#"can = "u""#;
    a_blind_delete_reaches_what_is_not_seen: r#"{ who = "signed_in", can = "rd", rows = "own:student_id" }"# => r#"{ who = "signed_in", can = "r", rows = "own:student_id" }, { who = "signed_in", can = "d" }"#;
    drafts_are_shown_to_everybody: r#"can = "r", rows = "flag:is_published""# => r#"can = "r""#;
    students_grade_themselves: r#"cols = ["body", "handed_in_at"]"# => r#"cols = ["body", "handed_in_at", "score"]"#;
    work_is_changed_after_it_is_handed_in: r#"rows = "own:student_id & open:handed_in_at", after = "own:student_id""# => r#"rows = "own:student_id""#;
    work_is_handed_in_to_any_course: r#"can = "c", rows = "own:student_id & taken:course_id""# => r#"can = "c", rows = "own:student_id""#;
    work_is_handed_in_for_others: r#"can = "c", rows = "own:student_id & taken:course_id""# => r#"can = "c", rows = "taken:course_id""#;
    a_set_holds_everything: "select id from public.courses where instructor_id = @uid" => "select id from public.courses";
    files_are_replaced_after_they_are_handed_in: r#"{ who = "signed_in", can = "rc", rows = "own_folder" }"# => r#"{ who = "signed_in", can = "all", rows = "own_folder" }"#;
    files_are_put_into_any_folder: r#"{ who = "signed_in", can = "rc", rows = "own_folder" }"# => r#"{ who = "signed_in", can = "r", rows = "own_folder" }, { who = "signed_in", can = "c" }"#;
    drafts_of_others_are_read: r#"rules = [{ who = "signed_in", can = "all", rows = "own_folder" }]"# => r#"rules = [{ who = "signed_in", can = "all", rows = "own_folder" }, { who = "instructor", can = "r" }]"#;
    drafts_cannot_be_renamed: r#"rules = [{ who = "signed_in", can = "all", rows = "own_folder" }]"# => r#"rules = [{ who = "signed_in", can = "rcd", rows = "own_folder" }]"#;
    instructors_cannot_read_what_they_grade: r#"    { who = "instructor", can = "r", rows = "taught:course_id" },"# => "";
}

/// Nobody can write a column that PostgreSQL makes; the others are tried all the same.
#[test]
fn a_column_that_is_made_hides_no_update() {
    let further = "alter table public.users add shown text generated always as (upper(name)) stored;";
    let rules =
        RULES.replace(r#"can = "u", rows = "own:id", cols = ["name"]"#, r#"can = "u", cols = ["name"]"#);
    let lines = found(&rules, further);
    assert!(
        lines.contains("updates a row of `users` that is `foreign`: expected denied, was allowed"),
        "{lines}"
    );
    assert_eq!(found(RULES, further), "");
}

#[test]
fn a_bucket_that_nothing_is_expected_of_is_told() {
    let rules = format!("{RULES}[bucket.more]\nrules = [{{ who = \"admin\", can = \"all\" }}]\n");
    insta::assert_snapshot!(found(&rules, ""));
}

/// A table whose policies are written by hand is tried like any other.
#[test]
fn policies_that_ask_themselves_are_named() {
    let further = "alter table public.enrolments enable row level security;
        grant select, insert, delete on public.enrolments to authenticated;
        create policy by_hand on public.enrolments for select to authenticated
        using (exists (select from public.enrolments mine where mine.student_id = auth.uid()));";
    let (before, rest) = RULES.split_once("[tables.enrolments]").unwrap();
    let (_, after) = rest.split_once("[tables.submissions]").unwrap();
    let rules = format!("[access]\nunmanaged = [\"enrolments\"]\n{before}[tables.submissions]{after}");
    insta::assert_snapshot!(found(&rules, further));
}

#[test]
fn a_report_for_a_person_names_tables_and_the_seed() {
    let project = school(&RULES.replace(r#"can = "r", rows = "flag:is_published""#, r#"can = "r""#));
    let output =
        project.provost().args(["access", "test", "--table", "courses", "--worlds", "1"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let told =
        format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    insta::with_settings!({ filters => vec![(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "[id]")] }, {
        insta::assert_snapshot!(told);
    });
}

#[test]
fn a_table_that_takes_no_row_is_told_with_the_constraint() {
    let project = school(RULES);
    project.write(
        "sql/V2__further.sql",
        "alter table public.courses add constraint courses_title_check check (title ~ '^[A-Z]{12}$');",
    );
    let output = project.provost().args(["access", "test"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stderr));
}

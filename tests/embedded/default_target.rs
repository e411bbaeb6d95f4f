//! A project that says nothing of its database works on the embedded server.

use crate::campus::Campus;

#[test]
fn migrations_go_to_the_embedded_server_when_nothing_else_is_said() {
    let campus = Campus::new();
    campus.0.write(
        "provost.toml",
        "[project]\nname = \"campus\"\n[main]\ndatabase_url = \"env:PROVOST_MAIN_URL\"\n",
    );
    campus.0.write("sql/main/V1__grades.sql", "create extension if not exists citext with schema extensions;\ncreate table public.grades (student uuid references auth.users, mark citext);\n");
    let up = campus.0.provost().args(["migrate", "up"]).output().unwrap();
    let told = String::from_utf8(up.stderr).unwrap();
    assert!(up.status.success(), "{told}");
    assert!(told.starts_with("PROVOST_MAIN_URL is not set: main is on the embedded server\n"), "{told}");
    assert!(told.contains("/campus (main)"), "{told}");
    assert_eq!(campus.sql("select count(*) from public.grades"), "0");

    // A course is somewhere else, and what is named wins.
    let course = campus.0.provost().args(["migrate", "status", "--course", "cs101"]).output().unwrap();
    assert_eq!(course.status.code(), Some(3));
    let mut named = campus.0.provost();
    named.env("PROVOST_MAIN_URL", "postgres://nobody@127.0.0.1:1/x");
    let outcome = named.args(["migrate", "status", "--connect-timeout", "1s"]).output().unwrap();
    assert_eq!(outcome.status.code(), Some(4));
}

#[test]
fn an_extension_that_no_server_here_has_is_told_before_anything_is_made() {
    let campus = Campus::new();
    campus.0.write("sql/main/V1__maps.sql", "create extension no_such_extension;\n");
    let up = campus.0.provost().args(["migrate", "up", "--no-fetch"]).output().unwrap();
    let told = String::from_utf8(up.stderr).unwrap();
    assert_eq!(up.status.code(), Some(4), "{told}");
    assert!(told.contains("lacks the extension `no_such_extension`"), "{told}");
    assert_eq!(campus.json(&["status"])["state"], "absent");
}

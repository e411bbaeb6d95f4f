//! Why people may or may not, in words.

use crate::generated::catalog;
use provost::access::explain::{Question, explain};
use provost::cli::value::operation;
use provost::model::access::Source;
use provost::render;
use provost::spec::access;

const RULES: &str = r#"
[access]
unmanaged = ["auth.users"]
[roles]
source = "users.role"
base = "student"
sets = { staff = ["mentor", "admin"] }
[sets]
my_courses = "select id from public.courses where owner_id = @uid"
[expressions]
early = '"order" < 3'
[tables]
users = { guard = true, freeze = ["id"], rules = [
  { who = "signed_in", can = "ru", rows = "own:id", cols = ["name"] },
  { who = "staff", can = "r" },
  { who = "admin", can = "u", rows = "!is:role=admin", cols = ["name", "role"] } ] }
courses = { use = "published", flag = "is_published", staff = "staff" }
materials = { rules = [] }
notes = { freeze = ["id"], rules = [
  { who = "signed_in", can = "ru", rows = "my_courses:course_id & open:sent_at", after = "my_courses:course_id", cols = ["sent_at"] },
  { who = "mentor", can = "c", rows = "my_courses:course_id" } ] }
[service.mail]
schema = "auth"
role = "mail_role"
reads = ["public.users(id, name)"]
"#;

/// The answer to `role table op [column]`, as a person reads it.
fn said(words: &str) -> String {
    let source = Source { path: "templates/main.toml".to_owned(), text: RULES.to_owned() };
    let access = access::read(vec![source], Vec::new()).unwrap();
    let words: Vec<&str> = words.split(' ').collect();
    let question = Question {
        person: words[0].to_owned(),
        table: words[1].to_owned(),
        operation: operation(words[2]).unwrap(),
        column: words.get(3).map(|&column| column.to_owned()),
    };
    let text = match explain(&access, &catalog(), &question) {
        Ok(explanation) => render::explanation(&explanation),
        Err(failure) => render::failure(&failure, 100),
    };
    anstream::adapter::strip_str(&text).to_string()
}

#[test]
fn who_may_and_why() {
    let asked = [
        "student users u",
        "student users u name",
        "mentor users r",
        "admin users u role",
        "signed_in notes u",
        "mentor notes c",
        "mentor courses d",
        "anon courses r",
        "service_role materials c",
        "mail users r",
        "mail auth.users d",
    ];
    let told: String = asked.iter().map(|words| format!("> {words}\n{}\n", said(words))).collect();
    insta::assert_snapshot!(told);
}

#[test]
fn who_may_not_and_why() {
    let asked = [
        "student users u role",
        "student users u id",
        "student users d",
        "student notes c",
        "admin materials r",
        "anon users r",
        "mail users r role",
        "mail notes r",
        "student auth.users r",
        "student notes u course_id",
    ];
    let told: String = asked.iter().map(|words| format!("> {words}\n{}\n", said(words))).collect();
    insta::assert_snapshot!(told);
}

#[test]
fn what_cannot_be_asked() {
    let asked = [
        "studnet users r",
        "staff users r",
        "student userz r",
        "student users r nam",
        "student users d name",
    ];
    let told: String = asked.iter().map(|words| format!("> {words}\n{}\n", said(words))).collect();
    insta::assert_snapshot!(told);
}

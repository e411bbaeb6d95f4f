//! `provost doctor` on targets: what does not work is an error with its way out, what might not is a warning.

use crate::person::{Person, Run, findings};
use crate::support::{Project, TestDatabase, TestServer, wait};
use std::net::TcpListener;

fn doctor(url: &str, files: &[(&str, &str)]) -> Run {
    let project = files.iter().fold(Project::new(), |project, (name, text)| project.file(name, text));
    let person = Person::with(project);
    let folder: &[&str] = if files.is_empty() { &[] } else { &["--migrations", "sql"] };
    person.run(&[&["doctor", "--format", "json", "--database-url", url], folder].concat())
}

/// Those of the target that are worse than a note: rule, severity, message.
fn bad(run: &Run) -> Vec<(String, String, String)> {
    findings(run).into_iter().filter(|it| it.0.starts_with("target") && it.1 != "note").collect()
}

fn sql(database: &TestDatabase, text: &str) {
    wait(async { database.superuser().await.batch_execute(text).await.unwrap() });
}

/// A role of this test's own, and its URL.
fn role(database: &TestDatabase, suffix: &str) -> (String, String) {
    let name = format!("{}_{suffix}", database.name);
    sql(database, &format!("create role {name} login"));
    (name.clone(), database.url.replace("postgres@", &format!("{name}@")))
}

#[test]
fn nothing_is_wrong_with_an_owner() {
    let database = TestServer::fresh_database();
    let run = doctor(&database.url, &[("sql/V1__a.sql", "create table a ();")]);
    assert_eq!((run.code, bad(&run)), (0, Vec::new()), "{}", run.out);
    assert!(
        findings(&run)
            .iter()
            .any(|it| it.2
                == "there is no history `provost.history` yet: the first `provost migrate up` makes it"),
        "{}",
        run.out
    );
}

#[test]
fn a_read_only_role() {
    let database = TestServer::fresh_database();
    let (name, url) = role(&database, "reader");
    sql(
        &database,
        &format!(
            "alter role {name} set default_transaction_read_only = on; grant create on database {} to {name}",
            database.name
        ),
    );
    let run = doctor(&url, &[]);
    assert_eq!(run.code, 1);
    let bad = bad(&run);
    assert_eq!((bad[0].0.as_str(), bad[0].1.as_str()), ("target-role", "error"), "{bad:?}");
    assert!(
        bad[0].2.contains(&format!(
            "transactions of role `{name}` are read-only: `default_transaction_read_only` is on"
        )),
        "{bad:?}"
    );
}

#[test]
fn a_role_without_rights() {
    let database = TestServer::fresh_database();
    let (name, url) = role(&database, "nobody");
    sql(&database, "create table public.theirs (); create table public.theirs_too ()");
    let run = doctor(&url, &[]);
    assert_eq!(run.code, 1);
    let messages: Vec<(String, String)> = bad(&run).into_iter().map(|it| (it.1, it.2)).collect();
    assert_eq!(
        messages,
        [
            ("error".to_owned(), format!(
                    "`{}/{}` cannot be written: role `{name}` may not make the schema `provost`, where the history is kept",
                    database.server.sockets().display(),
                    database.name
                )),
            ("warning".to_owned(), format!("role `{name}` may not make tables in schema `public`")),
            ("warning".to_owned(), "`public.theirs` and 1 more belong to other roles (`supabase_admin`): only an owner may alter a table".to_owned()),
        ]
    );
    // What it says to do is what it takes.
    sql(
        &database,
        &format!(
            "grant create on database {0} to {name}; grant create on schema public to {name}; grant supabase_admin to {name}",
            database.name
        ),
    );
    let run = doctor(&url, &[]);
    assert_eq!((run.code, bad(&run)), (0, Vec::new()), "{}", run.out);
}

#[test]
fn a_history_that_cannot_be_read() {
    let database = TestServer::fresh_database();
    let person = Person::with(Project::new().file("sql/V1__a.sql", "create table a ();"));
    person.good(&["migrate", "up", "--database-url", &database.url, "--migrations", "sql"]);
    let (name, url) = role(&database, "blind");
    let run = doctor(&url, &[]);
    assert_eq!(run.code, 1);
    let bad = bad(&run);
    assert_eq!((bad[0].0.as_str(), bad[0].1.as_str()), ("target-look", "error"), "{bad:?}");
    assert!(bad[0].2.contains(&format!("role `{name}` may not select from `provost.history`")), "{bad:?}");
}

#[test]
fn files_that_the_target_does_not_fit() {
    let database = TestServer::bare_database();
    let files = [(
        "sql/V1__a.sql",
        "create extension no_such_thing; create table t (id uuid references auth.users); -- x\n",
    )];
    let run = doctor(&database.url, &files);
    assert_eq!(run.code, 1);
    let rules: Vec<(String, String)> = bad(&run).into_iter().map(|it| (it.0, it.1)).collect();
    assert!(rules.contains(&("target-extension".to_owned(), "error".to_owned())), "{}", run.out);
    assert!(rules.contains(&("target-platform".to_owned(), "warning".to_owned())), "{}", run.out);
    let run = doctor(&database.url, &[("sql/V1__a.sql", "-- auth.users\ncreate table t ();")]);
    assert!(!bad(&run).iter().any(|it| it.0 == "target-platform"), "{}", run.out);
}

#[test]
fn an_edited_file_and_pending_ones() {
    let database = TestServer::fresh_database();
    let person = Person::with(
        Project::new()
            .file("sql/V1__a.sql", "create table a ();")
            .file("sql/V2__b.sql", "create table b ();"),
    );
    let target = ["--database-url", database.url.as_str(), "--migrations", "sql"];
    person.good(&[&["migrate", "up", "--to", "1"], &target[..]].concat());
    let run = person.good(&[&["doctor"], &target[..]].concat());
    assert!(run.out.contains("history `provost.history`: 1 applied, 1 pending\n"), "{}", run.out);
    let elsewhere = [&["doctor", "--history-table", "public.other"], &target[..]].concat();
    let run = person.good(&elsewhere);
    assert!(run.out.contains("`public.other` is not there yet, but `provost.history` is"), "{}", run.out);
    person.0.write("sql/V1__a.sql", "create table a (b int);");
    let run = person.run(&[&["doctor"], &target[..]].concat());
    assert_eq!(run.code, 1);
    assert!(run.out.contains("error: 1 applied migrations differ from their files"), "{}", run.out);
    assert!(run.err.starts_with("error: 1 thing is wrong\n  database: unchanged"), "{}", run.err);
}

#[test]
fn strings_that_would_end_elsewhere() {
    let database = TestServer::fresh_database();
    let (name, url) = role(&database, "old");
    sql(
        &database,
        &format!(
            "alter role {name} set standard_conforming_strings = off; grant create on database {} to {name}",
            database.name
        ),
    );
    let run = doctor(&url, &[]);
    assert_eq!(run.code, 1);
    assert!(bad(&run)[0].2.contains("`standard_conforming_strings` is off"), "{}", run.out);
}

#[test]
fn nobody_listens() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let run = doctor(&format!("postgres://x@127.0.0.1:{free}/x?sslmode=disable"), &[]);
    assert_eq!(run.code, 1);
    let messages: Vec<String> =
        findings(&run).into_iter().filter(|it| it.0 == "target-connect").map(|it| it.2).collect();
    assert_eq!(messages[0], "the name `127.0.0.1` leads to 127.0.0.1");
    assert_eq!(messages[1], format!("nothing takes connections at `127.0.0.1:{free}`: connection refused"));
    assert!(
        messages[2].starts_with(&format!("could not connect to `127.0.0.1:{free}/x` as `x`")),
        "{messages:?}"
    );
}

#[test]
fn a_name_that_leads_nowhere() {
    let run = doctor("postgres://x@no-such-host.invalid/x", &[]);
    assert_eq!(run.code, 1);
    assert!(
        findings(&run).iter().any(|it| it.2.starts_with("the name `no-such-host.invalid` leads nowhere")),
        "{}",
        run.out
    );
}

#[test]
fn a_wrong_password_gets_as_far_as_the_door() {
    let person = Person::new();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    person.good(&["db", "start", "--tcp", &port.to_string()]);
    let url = person.good(&["db", "url", "--tcp"]).out;
    let run = person.good(&["doctor", "--database-url", url.trim()]);
    assert!(
        run.out.contains("the connection is not encrypted") && run.out.contains("nothing is wrong"),
        "{}",
        run.out
    );
    let (_, password) =
        url.split_once("postgres:").unwrap().1.split_once("postgres:").map_or(("", ""), |it| it);
    let password = password.split('@').next().unwrap();
    let wrong = url.replace(password, "hunter2");
    let run = person.run(&["doctor", "--database-url", wrong.trim()]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains(&format!("something takes connections at `127.0.0.1:{port}`")), "{}", run.out);
    assert!(
        run.out.contains("wrong user or password") && run.out.contains("does not try again"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("hunter2") && !run.err.contains("hunter2"));
}

#[test]
fn an_address_that_is_none() {
    let run = doctor("https://project.supabase.co", &[]);
    assert_eq!(run.code, 1);
    assert_eq!(findings(&run).last().unwrap().0, "target-address", "{}", run.out);
}

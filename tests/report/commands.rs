//! Every command that finds things, in every format; and those that do not refuse what they cannot print.

use crate::support::{Project, Run, TestServer};
use crate::{junit, schema};
use serde_json::Value;

const NOTES: &str = "create table public.notes (id bigint primary key, owner uuid not null);\n";
const RULES: &str = "[tables]\nnotes = { rules = [{ who = \"signed_in\", can = \"r\", rows = \"own:owner\" }] }\n\
    [relations.notes]\nown = \"owner = @uid\"\n[expect.notes]\nrows = [\"own\", \"foreign\"]\nstranger = [\"r\", \"r\"]\n";

fn project() -> Project {
    Project::new()
        .file(
            "provost.toml",
            "[project]\nname = \"notes\"\n[main]\nmigrations = \"sql\"\naccess = [\"rules.toml\"]\n",
        )
        .file("sql/V1__notes.sql", NOTES)
        .file("rules.toml", RULES)
}

/// Runs a command that finds something, in every format for programs; what it finds is about `object`.
fn in_every_format(project: &Project, command: &[&str], object: &str) {
    for format in ["json", "jsonl", "sarif", "junit", "github"] {
        let Run { code, out, err } = project.run(&[command, &["--format", format]].concat());
        let said = format!("{command:?} {format}: {out}{err}");
        assert_eq!(code, 1, "{said}");
        assert!(out.contains(object), "{said}");
        match format {
            "json" => {
                let document = schema::findings_document(&out);
                assert!(document["command"].as_str().unwrap().starts_with(command[0]), "{said}");
            }
            "jsonl" => {
                let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
                assert!(lines.last().unwrap()["summary"]["wrong"].as_u64().unwrap() > 0, "{said}");
            }
            "sarif" => {
                let log = schema::sarif(&out);
                let results = log["runs"][0]["results"].as_array().unwrap();
                assert!(!results.is_empty(), "{said}");
                for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap() {
                    assert!(rule["help"]["text"].is_string(), "{rule} has no page");
                }
                for result in results {
                    let place = &result["locations"][0]["physicalLocation"]["artifactLocation"];
                    assert_eq!(place["uriBaseId"], "%SRCROOT%", "{result}");
                    assert!(project.path(place["uri"].as_str().unwrap()).is_file(), "{result}");
                }
            }
            "junit" => {
                junit::check(&out);
                assert!(out.contains("<failure"), "{said}");
            }
            _ => assert!(out.lines().any(|line| line.starts_with("::") && line.contains(" file=")), "{said}"),
        }
    }
}

#[test]
fn migrate_verify_and_doctor() {
    let (project, database) = (project(), TestServer::fresh_database());
    let url = ["--database-url", database.url.as_str()];
    assert_eq!(project.run(&[&["migrate", "up"][..], &url].concat()).code, 0);
    let verify = [&["migrate", "verify"][..], &url].concat();
    let passed = project.run(&[&verify[..], &["--format", "junit"]].concat());
    junit::check(&passed.out);
    assert!(passed.code == 0 && passed.out.contains("name=\"V1__notes\"/>"), "{}", passed.out);
    project.write("sql/V1__notes.sql", NOTES.replace("bigint", "integer"));
    in_every_format(&project, &verify, "V1__notes");
    project.write("sql/V2__a-b.sql", "select 1;");
    in_every_format(&project, &[&["doctor"][..], &url].concat(), "a-b");
}

#[test]
fn drift_check_and_diff() {
    let (project, database) = (project(), TestServer::fresh_database());
    let url = ["--database-url", database.url.as_str()];
    assert_eq!(project.run(&[&["migrate", "up"][..], &url].concat()).code, 0);
    assert_eq!(project.run(&[&["drift", "snapshot", "--out", "before.json"][..], &url].concat()).code, 0);
    let clean = project
        .run(&[&["drift", "check", "--against", "before.json", "--format", "junit"][..], &url].concat());
    junit::check(&clean.out);
    assert!(clean.code == 0 && clean.out.contains("name=\"policies\"/>"), "{}{}", clean.out, clean.err);
    database_does(&database, "alter table public.notes disable row level security");
    assert_eq!(project.run(&[&["drift", "snapshot", "--out", "after.json"][..], &url].concat()).code, 0);
    in_every_format(&project, &["drift", "diff", "before.json", "after.json"], "notes");
    in_every_format(&project, &[&["drift", "check", "--against", "before.json"][..], &url].concat(), "notes");
}

fn database_does(database: &crate::support::TestDatabase, sql: &str) {
    crate::support::wait(async { database.client().await.batch_execute(sql).await }).unwrap();
}

#[test]
fn access_test_and_lint() {
    let project = project();
    in_every_format(&project, &["access", "test", "--worlds", "1"], "notes");
    in_every_format(&project, &["access", "lint", "--strict"], "notes");
}

#[test]
fn a_run_that_cannot_look_says_so_in_every_format() {
    let project = project();
    let unreachable = ["migrate", "verify", "--database-url", "postgres://me@127.0.0.1:1/x?sslmode=disable"];
    for (format, sign) in [
        ("json", "\"kind\": \"connect\""),
        ("jsonl", "{\"error\":{"),
        ("sarif", "\"executionSuccessful\": false"),
        ("junit", "<error type=\"connect\""),
        ("github", "::error title=provost::"),
    ] {
        let run = project.run(&[&unreachable[..], &["--format", format]].concat());
        assert!(run.code == 4 && run.out.contains(sign), "{format} {}: {}{}", run.code, run.out, run.err);
    }
}

#[test]
fn what_a_command_cannot_print_it_refuses_before_it_begins() {
    let project = project();
    for (command, said) in [
        (&["migrate", "up"][..], "`migrate up` cannot print sarif; it can print text or json"),
        (&["vault", "verify"], "`vault verify` cannot print sarif; it can print text or json"),
        (&["course", "test", "cs101"], "`course test` cannot print sarif; it can print text or json"),
        (&["init", "x"], "`init` cannot print sarif; it can print text or json"),
        (
            &["access", "lint", "--explain", "rls-off"],
            "`access lint` cannot print sarif; it can print text or json",
        ),
    ] {
        let run = project.run(&[command, &["--format", "sarif"]].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
        assert!(run.err.contains(said), "{}", run.err);
    }
    assert!(!project.path("x").exists());
}

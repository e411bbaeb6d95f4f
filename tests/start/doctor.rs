//! `provost doctor` on machine and project: it goes on where other commands stop.

use crate::person::{Person, findings};
use crate::support::Project;

const CAMPUS: &str = "[project]\nname = \"campus\"\n";

#[test]
fn with_nothing_at_all_it_still_says_what_there_is() {
    let person = Person::new();
    let run = person.good(&["doctor"]);
    for said in [
        "machine\n  - state directory `",
        "is what provost starts where no database is named\n",
        "the embedded server is not made yet",
        "project\n  - there is no `provost.toml` here or above\n",
        "hint: make one with `provost init`",
        "target\n  - no database was named\n",
        "\nnothing is wrong\n",
    ] {
        assert!(run.out.contains(said), "{said}: {}", run.out);
    }
    assert_eq!(run.err, "");
    assert!(!person.0.path("state").exists(), "it makes nothing");
}

#[test]
fn a_good_project_on_the_embedded_server() {
    let person = Person::new();
    person.good(&["init", "--name", "campus"]);
    let run = person.good(&["doctor"]);
    assert!(run.out.contains("`sql/main`: 10 migrations, all with a way back\n"), "{}", run.out);
    assert!(run.out.contains("`sql/course`: 12 migrations, all with a way back\n"), "{}", run.out);
    assert!(run.out.contains("main is `campus` on the embedded server, which does not run"), "{}", run.out);
    let rules = "  - access: 13 tables, 3 roles (`templates/main.toml`, `templates/main.expect.toml`)\n";
    assert!(run.out.contains(rules), "{}", run.out);
    assert!(
        run.out.contains(
            "access: 8 tables, 2 roles (`templates/course.toml`, `templates/course.expect.toml`)\n"
        ),
        "{}",
        run.out
    );
    person.good(&["migrate", "up", "--to", "V003"]);
    let run = person.good(&["doctor"]);
    for said in [
        "/campus (main)\n",
        "through a socket of this machine",
        "as role `postgres`, not a superuser",
        "provost's stand-in for Supabase's platform is there",
        "history `provost.history`: 3 applied, 7 pending",
        "\nnothing is wrong\n",
    ] {
        assert!(run.out.contains(said), "{said}: {}", run.out);
    }
}

#[test]
fn every_fault_of_the_project_is_told_at_once() {
    let person = Person::with(
        Project::new()
            .file("provost.toml", format!("{CAMPUS}[course]\nmigrations = \"courses\"\n"))
            .file(".env", "it's not a line\n")
            .file("sql/main/V1__a-b.sql", "select 1;")
            .file("courses/V1__a.sql", "begin; select 1; commit; select 2;"),
    );
    let variables = [("PROVOST_LOCK_WAIT", "soon")];
    let run = person.run_with(&variables, &["doctor", "--format", "json"]);
    assert_eq!(run.code, 1, "{}", run.out);
    let errors: Vec<(String, String)> = findings(&run)
        .into_iter()
        .filter(|(_, severity, _)| severity == "error")
        .map(|(rule, _, message)| (rule, message))
        .collect();
    let rules: Vec<&str> = errors.iter().map(|(rule, _)| rule.as_str()).collect();
    assert_eq!(
        rules,
        ["project-env", "project-environment", "project-migrations", "project-migrations"],
        "{errors:?}"
    );
    assert!(errors[2].1.contains("`V1__a-b.sql` is no migration's name"), "{errors:?}");
    assert!(errors[3].1.contains("`courses/V1__a.sql` cannot run as it is written"), "{errors:?}");
    assert!(run.err.starts_with("error: 4 things are wrong\n"), "{}", run.err);
}

#[test]
fn rules_that_cannot_be_read_are_told_by_their_reader() {
    let main = "[main]\naccess = [\"rules.toml\"]\n[course]\naccess = [\"course/gone.toml\"]\n";
    let person = Person::with(
        Project::new()
            .file("provost.toml", format!("{CAMPUS}{main}"))
            .file("sql/main/V1__a.sql", "create table public.notes (id int primary key);")
            .file("sql/course/V1__a.sql", "select 1;"),
    );
    for (rules, place, said, hint) in [
        ("[tabels]\nnotes = { use = \"service\" }\n", "rules.toml:1:2", "tabels", "did you mean `tables`?"),
        // It reads well, and the migrations make no such table.
        ("[tables]\nnote = { use = \"service\" }\n", "rules.toml:2:1", "`note`", "did you mean `notes`?"),
    ] {
        person.0.write("rules.toml", rules);
        let run = person.run(&["doctor"]);
        assert_eq!(run.code, 1, "{}", run.out);
        for told in [said, hint, place, "could not read `course/gone.toml`"] {
            assert!(run.out.contains(told), "{told}: {}", run.out);
        }
        assert!(run.err.starts_with("error: 2 things are wrong\n"), "{}", run.err);
    }
    let found = findings(&person.run(&["doctor", "--format", "json"]));
    assert_eq!(found.iter().filter(|it| it.0 == "project-access").count(), 2, "{found:?}");
    person.0.write("rules.toml", "[tables]\nnotes = { use = \"service\" }\n");
    person.0.write("course/gone.toml", "");
    let run = person.good(&["doctor"]);
    assert!(run.out.contains("  - access: 1 table (`rules.toml`)\n"), "{}", run.out);
    assert!(run.out.contains("  - access: no tables (`course/gone.toml`)\n"), "{}", run.out);
}

#[test]
fn a_broken_project_file_is_a_finding_with_its_place() {
    let person = Person::with(Project::new().file("provost.toml", "[project]\nnaem = \"campus\"\n"));
    let run = person.run(&["doctor"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("      --> provost.toml:2:1\n"), "{}", run.out);
    assert!(run.out.contains("hint: did you mean `name`?"), "{}", run.out);
    assert!(run.out.contains("not looked at: the project's file says where it is"), "{}", run.out);
    let run = person.run(&["doctor", "--project", "nowhere.toml"]);
    assert_eq!(
        (run.code, run.out.contains("there is no project file `nowhere.toml`")),
        (1, true),
        "{}",
        run.out
    );
}

#[test]
fn a_state_directory_that_cannot_be_used() {
    let person =
        Person::with(Project::new().file("provost.toml", CAMPUS).file("sql/main/V1__a.sql", "select 1;"));
    let run = person.run_with(&[("PROVOST_STATE_DIR", "here")], &["doctor"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.out.matches("`PROVOST_STATE_DIR` is not an absolute path").count(), 1, "{}", run.out);
    person.0.write("file", "");
    std::fs::set_permissions(person.0.path("file"), std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .unwrap();
    let below_a_file = person.0.path("file/state");
    let run = person.run_with(&[("PROVOST_STATE_DIR", below_a_file.to_str().unwrap())], &["doctor"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("error: cannot write the state directory `"), "{}", run.out);
    assert!(run.out.contains("/file` is not a directory\n"), "{}", run.out);
}

#[test]
fn a_server_that_is_missing_counts_only_where_it_is_needed() {
    let person =
        Person::with(Project::new().file("provost.toml", CAMPUS).file("sql/main/V1__a.sql", "select 1;"));
    let cache = person.0.path("cache");
    let variables = [("PROVOST_CACHE_DIR", cache.to_str().unwrap())];
    let arguments = ["doctor", "--pg-bin", "fetched", "--no-fetch", "--format", "json"];
    let severity = |run| findings(&run).into_iter().find(|it| it.0 == "machine-postgres").unwrap().1;
    assert_eq!(severity(person.run_with(&variables, &arguments)), "error");
    let elsewhere = ["--database-url", "postgres://x@127.0.0.1:1/x"];
    assert_eq!(severity(person.run_with(&variables, &[&arguments[..], &elsewhere].concat())), "warning");
    let may_fetch = ["doctor", "--pg-bin", "fetched", "--format", "json"];
    assert_eq!(severity(person.run_with(&variables, &may_fetch)), "warning");
    assert!(!cache.exists(), "it fetches nothing");
}

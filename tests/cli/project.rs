//! A project as the frame sees it: `provost.toml`, `.env`, new files.

use crate::support::Project;
use provost::spec::Folder;

const CAMPUS: &str = "[project]\nname = \"campus\"\n[main]\nmigrations = \"sql/main\"\n";

/// Exit code, standard output, standard error.
fn run(command: &mut assert_cmd::Command) -> (i32, String, String) {
    let output = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn new(project: &Project, args: &[&str]) -> (i32, String, String) {
    run(project.provost().args(["migrate", "new"]).args(args))
}

#[test]
fn new_files_are_numbered_and_good_migrations() {
    let project = Project::new().file("provost.toml", CAMPUS);
    let created = |args: &[&str]| match new(&project, args) {
        (0, out, err) if err.is_empty() => out,
        other => panic!("{other:?}"),
    };
    assert_eq!(
        created(&["create users", "--down"]),
        "sql/main/V001__create_users.sql\nsql/main/V001__create_users.down.sql\n"
    );
    assert_eq!(created(&["add-index", "--no-transaction"]), "sql/main/V002__add_index.sql\n");
    assert_eq!(created(&["views", "--repeatable"]), "sql/main/R__views.sql\n");
    assert_eq!(
        created(&["grades", "--format", "json"]),
        "{\n  \"created\": [\n    \"sql/main/V003__grades.sql\"\n  ]\n}\n"
    );
    let stamped = created(&["late", "--timestamp"]);
    assert!(
        stamped.starts_with("sql/main/20") && stamped.len() == "sql/main/20260801120000_late.sql\n".len()
    );
    let files = std::fs::read_dir(project.path("sql/main")).unwrap().map(|entry| {
        let path = entry.unwrap().path();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read(path).unwrap())
    });
    let folder = Folder::read("", files).unwrap();
    assert_eq!((folder.migrations.len(), folder.repeatables.len()), (4, 1));
    assert_eq!(folder.migrations[1].mode, provost::model::Mode::NoTransaction);
    assert!(folder.migrations[0].down.is_some());
}

#[test]
fn a_bad_name_makes_no_file() {
    let project = Project::new().file("provost.toml", CAMPUS);
    for name in ["a/b", "../x", "a.b", "", "\u{202e}x"] {
        let (code, out, err) = new(&project, &[name]);
        assert_eq!((code, out.as_str()), (2, ""), "{name}");
        assert!(err.contains("hint: use letters") && !err.contains('\u{202e}'), "{err}");
    }
    assert_eq!(std::fs::read_dir(project.path("sql/main")).unwrap().count(), 0);
}

#[test]
fn nothing_is_overwritten() {
    let project = Project::new().file("provost.toml", CAMPUS).file("sql/main/R__views.sql", "select 1;");
    let (code, _, err) = new(&project, &["views", "--repeatable"]);
    assert_eq!(code, 3);
    assert!(err.starts_with("error: could not write `sql/main/R__views.sql`\n"), "{err}");
    assert_eq!(std::fs::read_to_string(project.path("sql/main/R__views.sql")).unwrap(), "select 1;");
}

#[test]
fn the_project_is_found_upwards_and_files_are_named_from_where_one_stands() {
    let project = Project::new().file("provost.toml", CAMPUS).file("docs/x.md", "");
    let (code, out, _) =
        run(project.provost().current_dir(project.path("docs")).args(["migrate", "new", "a"]));
    assert_eq!((code, out.as_str()), (0, "../sql/main/V001__a.sql\n"));
    let elsewhere = Project::new();
    let (code, out, _) =
        run(elsewhere.provost().args(["migrate", "new", "b", "--project"]).arg(project.dir()));
    assert_eq!(code, 0);
    assert!(out.ends_with("/sql/main/V002__b.sql\n"), "{out}");
}

#[test]
fn a_fault_of_the_project_file_has_its_five_parts() {
    let project =
        Project::new().file("provost.toml", "[project]\nname = \"campus\"\n[main]\nmigration = \"sql\"\n");
    let (code, out, err) = new(&project, &["a"]);
    assert_eq!((code, out.as_str()), (3, ""));
    insta::assert_snapshot!(err);
}

#[test]
fn a_failed_run_is_a_document_too() {
    let project = Project::new().file("provost.toml", "[project]\nnaem = \"campus\"\n");
    let (code, out, err) = new(&project, &["a", "--format", "json"]);
    assert!(err.starts_with("error: could not read `provost.toml`\n  --> provost.toml:2:1\n"), "{err}");
    let document: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(document["error"]["kind"], "bad-input");
    assert_eq!(document["error"]["exit_code"], code);
    assert_eq!(document["error"]["place"], "provost.toml:2:1");
}

#[test]
fn the_env_file_is_read_unless_it_is_not_wanted() {
    let project = Project::new().file("provost.toml", CAMPUS).file(".env", "PROVOST_LOCK_WAIT=soon\n");
    let (code, _, err) = new(&project, &["a"]);
    assert_eq!(code, 3);
    assert!(err.starts_with("error: the environment variable `PROVOST_LOCK_WAIT` cannot be used\n"), "{err}");
    assert_eq!(new(&project, &["a", "--no-env-file"]).0, 0);
    let (code, ..) = run(project.provost().env("PROVOST_LOCK_WAIT", "1m").args(["migrate", "new", "b"]));
    assert_eq!(code, 0, "the real variable wins");
    project.write(".env", "PGPASSWORD=it's hunter2\n");
    let (code, _, err) = new(&project, &["c"]);
    assert_eq!(code, 3);
    assert!(err.contains("--> .env:1:1") && !err.contains("hunter2"), "{err}");
}

#[test]
fn without_a_project_the_folder_is_named() {
    let project = Project::new();
    let (code, _, err) = new(&project, &["a"]);
    assert_eq!(code, 2);
    assert!(err.contains("hint: name it with `--migrations DIR`"), "{err}");
    assert_eq!(new(&project, &["a", "--migrations", "db"]).1, "db/V001__a.sql\n");
    let (_, out, _) = run(project.provost().env("PROVOST_MIGRATIONS", "other").args(["migrate", "new", "a"]));
    assert_eq!(out, "other/V001__a.sql\n");
}

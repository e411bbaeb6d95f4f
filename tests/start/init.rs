//! `provost init`: all of a project or nothing, and no file of anybody else touched.

use crate::person::Person;
use crate::support::Project;
use provost::assets::{SYSTEM_PROJECT, campus, example};
use serde_json::Value;
use std::os::unix::fs::PermissionsExt as _;

#[test]
fn a_new_project_is_whole_and_works() {
    let person = Person::new();
    let run = person.good(&["init", "My-Campus"]);
    assert_eq!(
        run.out,
        "wrote My-Campus/templates/main.toml\nwrote My-Campus/templates/main.expect.toml\n\
         wrote My-Campus/templates/course.toml\nwrote My-Campus/templates/course.expect.toml\n\
         wrote My-Campus/provost.toml\nwrote My-Campus/.gitattributes\nwrote My-Campus/.gitignore\n\
         wrote My-Campus/.env.example\nwrote My-Campus/sql/main/: 10 migrations, each with its way back\n\
         wrote My-Campus/sql/course/: 12 migrations, each with its way back\n"
    );
    assert_eq!(
        run.err,
        "next:\n  cd My-Campus\n  provost migrate plan  # show what would be done\n  \
         provost migrate up    # apply it, where PROVOST_MAIN_URL says, else on a server that provost runs\n"
    );
    let files = person.files("My-Campus");
    for asset in campus() {
        assert!(files.iter().any(|(path, text)| path == asset.path && text == asset.text), "{}", asset.path);
    }
    assert_eq!(files.len(), campus().len() + 4);
    let (_, project) = files.iter().find(|(path, _)| path == "provost.toml").unwrap();
    assert!(
        project.contains("name = \"my_campus\"") && project.contains("\"env:PROVOST_MAIN_URL\""),
        "{project}"
    );
    let up = person.run_in("My-Campus", &[], &["migrate", "up"]);
    assert_eq!(up.code, 0, "{}", up.err);
    assert!(up.out.starts_with("applied 10 migrations: V001–V010"), "{}", up.out);
    assert!(up.out.contains("; brought access to its rules: "), "{}", up.out);
}

#[test]
fn every_system_is_written_whole_under_a_name_of_ones_own() {
    for system in ["edulink", "growth-os", "learning-platform", "personalized-lms"] {
        let bundle = example(system);
        let person = Person::new();
        let run = person.good(&["init", "mine", "--from", system, "--embedded"]);
        assert!(run.err.starts_with("next:\n  cd mine\n  provost migrate plan"), "{}", run.err);
        let files = person.files("mine");
        assert_eq!(files.len(), bundle.len() + 3, "{system}");
        for asset in bundle {
            assert!(
                files.iter().any(|(path, text)| path == asset.path && text == asset.text),
                "{}",
                asset.path
            );
        }
        let (_, project) = files.iter().find(|(path, _)| path == "provost.toml").unwrap();
        let (head, rest) = project.split_once("\n[main]\n").unwrap();
        assert!(head.ends_with("[project]\nname = \"mine\"\n"), "{project}");
        assert!(rest.starts_with("# Left out: main is on the server that provost runs."), "{project}");
        let (_, kept) = rest.split_once("\nmigrations   = \"sql/main\"\n").unwrap();
        assert!(SYSTEM_PROJECT.ends_with(kept), "{system}: what needs no filling stays\n{project}");
        // Its rules are read, and a second project is refused.
        assert!(person.run_in("mine", &[], &["doctor"]).out.contains("\n  - access: "), "{system}");
        assert_eq!(person.run(&["init", "mine", "--from", system]).code, 3);
    }
}

#[test]
fn what_is_in_the_way_is_named_and_nothing_is_written() {
    for (file, text) in
        [("provost.toml", "mine"), ("sql/main/V001__mine.sql", "select 1;"), ("sql/course/x.SQL", "")]
    {
        let person = Person::with(Project::new().file(file, text).file("other.txt", "kept"));
        let before = person.files(".");
        let run = person.run(&["init"]);
        assert_eq!((run.code, run.out.as_str()), (3, ""), "{file}");
        assert!(
            run.err.starts_with("error: 1 file is in the way of a new project in `.`; nothing was written\n"),
            "{}",
            run.err
        );
        assert!(run.err.contains(&format!("  caused by: `{file}` is there already\n")), "{}", run.err);
        assert_eq!(person.files("."), before);
    }
}

#[test]
fn files_that_a_folder_may_have_stay_and_their_line_is_told() {
    let person = Person::with(
        Project::new()
            .file(".gitignore", "/target\n")
            .file(".gitattributes", "*.sql text eol=lf\n*.png binary\n")
            .file("README.md", "mine"),
    );
    let run = person.good(&["init", ".", "--from", "empty"]);
    assert_eq!(run.out, "wrote sql/main/.gitkeep\nwrote provost.toml\nwrote .env.example\n");
    assert!(
        run.err.starts_with(
            "hint: `.gitignore` is there already and stays as it is; add this line to it: .env\nnext:\n"
        ),
        "{}",
        run.err
    );
    let files = person.files(".");
    assert!(files.contains(&(".gitignore".to_owned(), "/target\n".to_owned())));
    assert!(files.contains(&("README.md".to_owned(), "mine".to_owned())));
}

#[test]
fn a_project_of_ones_own_begins_empty_or_where_the_files_are() {
    let person = Person::new();
    let run = person.good(&["init", "shop", "--from", "empty", "--format", "json"]);
    let created: Value = serde_json::from_str(&run.out).unwrap();
    assert!(created["created"].as_array().unwrap().contains(&"shop/provost.toml".into()), "{created}");
    assert_eq!(person.run_in("shop", &[], &["migrate", "new", "a"]).out, "sql/main/V001__a.sql\n");

    let person = Person::with(Project::new().file("supabase/migrations/20260101000000_a.sql", "select 1;"));
    let run = person.good(&["init", "--from", "empty", "--migrations", "supabase/migrations"]);
    assert!(!run.out.contains(".gitkeep"), "{}", run.out);
    let plan = person.good(&["migrate", "plan"]).out;
    assert!(plan.contains("20260101000000"), "{plan}");
}

#[test]
fn an_embedded_project_follows_no_variable() {
    let person = Person::new();
    person.good(&["init", "--embedded", "--name", "quiet"]);
    let run = person.run_with(&[("PROVOST_MAIN_URL", "postgres://x@127.0.0.1:1/x")], &["migrate", "plan"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(!person.0.path(".env.example").exists());
}

#[test]
fn only_systems_that_exist_can_be_asked_for() {
    let person = Person::new();
    let run = person.run(&["init", "--from", "growth"]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains(
            "[possible values: campus, growth-os, learning-platform, edulink, personalized-lms, empty]"
        ),
        "{}",
        run.err
    );
    let run = person.run(&["init", "--migrations", "x"]);
    assert_eq!((run.code, run.err.contains("--from empty")), (2, true), "{}", run.err);
    let run = person.run(&["init", "--name", "a b"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(person.files(".").is_empty());
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error_and_leaves_nothing() {
    let person = Person::with(Project::new().file("file", ""));
    let run = person.run(&["init", "file/campus"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.starts_with("error: could not "), "{}", run.err);
    assert_eq!(person.files(".").len(), 1);
}

#[test]
fn what_was_written_before_a_failure_is_taken_back() {
    // A dangling link cannot be made a folder, and is met after main's files are written.
    let person = Person::new();
    std::fs::create_dir(person.0.path("sql")).unwrap();
    std::os::unix::fs::symlink("/nowhere/at/all", person.0.path("sql/course")).unwrap();
    let run = person.run(&["init"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(run.err.contains("what had been written is removed again"), "{}", run.err);
    assert!(!person.0.path("sql/main").exists() && !person.0.path("provost.toml").exists());
}

#[test]
fn files_can_be_read_by_others() {
    let person = Person::new();
    person.good(&["init"]);
    let mode =
        std::fs::metadata(person.0.path("sql/main/V001__internal_schema.sql")).unwrap().permissions().mode();
    assert_eq!(mode & 0o444, 0o444);
}

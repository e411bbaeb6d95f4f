//! The program: files, folders, the project's settings, git, exit codes.

use crate::support::Project;
use std::process::Command;

fn project(settings: &str) -> Project {
    Project::new()
        .file("provost.toml", format!("[project]\nname = \"shop\"\n{settings}"))
        .file("sql/main/V1__orders.sql", "create table public.orders (id int primary key);\ngrant select on public.orders to authenticated;\n")
        .file("sql/main/V2__index.sql", "-- a comment\n\ncreate index orders_at on public.orders (at);\n")
}

#[test]
fn what_a_person_reads() {
    let project = project("[lint]\ndown = true\n");
    project.write("sql/main/V2__index.down.sql", "drop table public.orders;\n");
    let run = project.run(&["lint"]);
    assert_eq!(run.code, 1);
    insta::assert_snapshot!(format!("{}---\n{}", run.out, run.err));
}

#[test]
fn warnings_fail_only_when_asked_and_rules_can_be_off() {
    let project = project("[lint.off]\nindex-blocks-writes = \"tables are small\"\n");
    let good = project.run(&["lint"]);
    assert_eq!((good.code, good.out.as_str()), (0, "nothing to say against 2 files\n"), "{}", good.err);
    project.write("sql/main/V3__gone.sql", "drop table public.orders;\n");
    assert_eq!(project.run(&["lint"]).code, 0);
    assert_eq!(project.run(&["lint", "--strict"]).code, 1);
    assert_eq!(project.run(&["lint", "--strict", "sql/main/V2__index.sql"]).code, 0);
}

#[test]
fn settings_at_fault() {
    for (settings, said) in [
        (
            "[lint.off]\nindex-block-writes = \"x\"\n",
            "there is no rule `index-block-writes`: did you mean `index-blocks-writes`?",
        ),
        ("[lint.off]\ndata-drops = \" \"\n", "`data-drops` is off without a reason"),
        ("[lint]\ndowns = true\n", "did you mean `down`?"),
    ] {
        let run = project(settings).run(&["lint"]);
        assert_eq!(run.code, 3, "{}", run.err);
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn without_a_project_files_are_named() {
    let project = Project::new().file("a.sql", "truncate t;\n");
    assert_eq!(project.run(&["lint"]).code, 2);
    assert_eq!(project.run(&["lint", "a.sql", "--strict"]).code, 1);
    let missing = project.run(&["lint", "b.sql"]);
    assert!(missing.code == 3 && missing.err.contains("could not read `b.sql`"), "{}", missing.err);
    project.write("c.sql", b"select '\xff'");
    assert_eq!(project.run(&["lint", "c.sql"]).code, 3);
}

#[test]
fn explained_and_refused() {
    let project = Project::new();
    assert!(project.run(&["lint", "--explain", "data-drops"]).out.contains("Mend: "));
    let unknown = project.run(&["lint", "--explain", "data-drop"]);
    assert!(unknown.code == 2 && unknown.err.contains("did you mean `data-drops`?"), "{}", unknown.err);
    assert_eq!(project.run(&["lint", "--database-url", "postgres://h/d"]).code, 2);
}

#[test]
fn every_format() {
    let project = project("");
    for (format, sign) in [
        ("json", "\"rule\": \"index-blocks-writes\""),
        ("jsonl", "{\"passed\":\"sql/main/V1__orders.sql\"}"),
        ("sarif", "\"uri\": \"sql/main/V2__index.sql\""),
        ("junit", "name=\"sql/main/V1__orders.sql\"/>"),
        (
            "github",
            "::error file=sql/main/V2__index.sql,line=3,col=1,title=V2__index [index-blocks-writes]::",
        ),
    ] {
        let run = project.run(&["lint", "--format", format]);
        assert!(run.code == 1 && run.out.contains(sign), "{format}: {}", run.out);
    }
}

fn git(project: &Project, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.current_dir(project.dir()).args([
        "-c",
        "user.name=Ann",
        "-c",
        "user.email=ann@example.org",
        "-c",
        "init.defaultBranch=main",
    ]);
    let output = command.args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn only_what_changed() {
    let project = project("");
    git(&project, &["init", "-q"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "-qm", "first"]);
    let clean = project.run(&["lint", "--changed-since", "HEAD"]);
    assert_eq!((clean.code, clean.out.as_str()), (0, "nothing to say against 0 files\n"), "{}", clean.err);
    project.write("sql/main/V3__new.sql", "truncate public.orders;\n");
    project.write("other/V4__elsewhere.sql", "truncate public.orders;\n");
    let new = project.run(&["lint", "--changed-since", "HEAD", "--strict"]);
    assert!(
        new.code == 1 && new.out.contains("V3__new.sql:1:1") && !new.out.contains("V2__index"),
        "{}",
        new.out
    );
    git(&project, &["checkout", "-qb", "topic"]);
    git(&project, &["add", "."]);
    git(&project, &["commit", "-qm", "second"]);
    assert_eq!(project.run(&["lint", "--changed-since", "main", "--strict"]).code, 1);
    let unknown = project.run(&["lint", "--changed-since", "nowhere"]);
    assert_eq!(unknown.code, 3);
    insta::assert_snapshot!(unknown.err);
    assert_eq!(project.run(&["lint", "--changed-since=--output=x"]).code, 2);
    assert!(!project.path("x").exists());
}

//! Courses on our own server are copies of a finished database, where a copy is what running the files would make.

use crate::scene::{DEAN, REP, Run, Scene, run, value_at};
use std::fs;

fn held(scene: &Scene, code: &str) -> Run {
    let mut command =
        scene.command(&["provision", "course", code, "--title", "Algorithms", "--term", "2026-fall"]);
    let run = run(command.args(["--by", DEAN, "--rep", REP, "--placement", "database"]));
    assert_eq!(run.code, 0, "{run}");
    run
}

fn url(scene: &Scene, database: &str) -> String {
    scene.main.server.address(database).to_string()
}

fn of_course(scene: &Scene, code: &str, query: &str) -> String {
    value_at(&url(scene, &format!("{}_{code}", scene.main.name)), query)
}

/// The databases to copy that were made for this scene's main.
fn goldens(scene: &Scene) -> Vec<String> {
    let query = format!(
        "select string_agg(datname, ' ') from pg_database
         where datname like 'provost_golden_%' and shobj_description(oid, 'pg_database') like '%/{}`%'",
        scene.main.name
    );
    scene.value(&query).split_whitespace().map(str::to_owned).collect()
}

/// What the project's file says of courses, with one line more.
fn set(scene: &Scene, line: &str) {
    let path = scene.project.path("provost.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("[course]\n", &format!("[course]\n{line}\n"))).unwrap();
}

/// Which run applied the files, and when.
const RUN: &str = "select string_agg(distinct run, ' ') from provost.applied";

#[test]
fn the_files_are_run_once_for_all_courses() {
    let scene = Scene::new();
    let (first, second) = (held(&scene, "cs101"), held(&scene, "cs102"));
    let [golden] = &goldens(&scene)[..] else { panic!("{:?}", goldens(&scene)) };
    for run in [&first, &second] {
        assert!(run.err.contains(&format!("a copy of `{golden}`")), "{run}");
    }
    assert!(first.err.contains("V012"), "{first}");
    assert!(!second.err.contains("V012"), "{second}");
    assert_eq!(of_course(&scene, "cs101", RUN), of_course(&scene, "cs102", RUN));
    // Each has a mark of its own, and the copied one none.
    let marks = |code: &str| of_course(&scene, code, "select string_agg(code, ' ') from provost.marker");
    assert_eq!((marks("cs101"), marks("cs102")), ("cs101".to_owned(), "cs102".to_owned()));
    let closed = format!("select not datallowconn from pg_database where datname = '{golden}'");
    assert_eq!(scene.value(&closed), "true");
    for verb in [["migrate", "verify"], ["drift", "check"], ["access", "plan"]] {
        let run = scene.good(&[&verb[..], &["--course", "cs102"]].concat());
        assert!(!run.out.contains("access:"), "{run}");
    }
}

#[test]
fn what_a_killed_run_left_is_made_anew_and_what_is_outdated_is_dropped() {
    let scene = Scene::new();
    held(&scene, "cs101");
    let before = goldens(&scene);
    scene.sql(&format!("alter database {} with allow_connections true", before[0]));
    let again = held(&scene, "cs102");
    assert!(again.err.contains("V012"), "{again}");
    assert_eq!(goldens(&scene), before);
    scene.project.write(
        "sql/course/V013__more.sql",
        "create schema extra; create table extra.more (id bigint primary key);",
    );
    held(&scene, "cs103");
    let after = goldens(&scene);
    assert_eq!((after.len(), after == before), (1, false), "{after:?}");
    assert_eq!(of_course(&scene, "cs103", "select to_regclass('extra.more')"), "extra.more");
}

#[test]
fn rows_that_files_write_are_each_course_s_own_unless_said_otherwise() {
    let scene = Scene::new();
    let file = "create schema extra; create table extra.secret as select gen_random_uuid() as key;";
    scene.project.write("sql/course/V013__secret.sql", file);
    let key = |code: &str| of_course(&scene, code, "select key from extra.secret");
    let first = held(&scene, "cs101");
    assert!(
        first.err.contains("no copy of a finished database: a file writes rows into extra.secret"),
        "{first}"
    );
    held(&scene, "cs102");
    assert_ne!(key("cs101"), key("cs102"));
    set(&scene, "copy = \"always\"");
    held(&scene, "cs103");
    held(&scene, "cs104");
    assert_eq!(key("cs103"), key("cs104"));
}

#[test]
fn what_is_set_on_the_database_itself_is_no_part_of_a_copy() {
    let scene = Scene::new();
    let file =
        "do $$ begin execute format('alter database %I set work_mem = ''5MB''', current_database()); end $$;";
    scene.project.write("sql/course/V013__memory.sql", file);
    let run = held(&scene, "cs101");
    assert!(run.err.contains("a file sets something on the database as a whole"), "{run}");
    assert_eq!(of_course(&scene, "cs101", "select current_setting('work_mem')"), "5MB");
}

#[test]
fn nothing_is_copied_where_the_project_says_so() {
    let scene = Scene::new();
    set(&scene, "copy = \"never\"");
    let run = held(&scene, "cs101");
    assert!(!run.err.contains("copy of"), "{run}");
    assert_eq!(goldens(&scene), Vec::<String>::new());
}

#[test]
fn files_that_fail_are_told_of_the_course_s_own_database() {
    let scene = Scene::new();
    scene.project.write("sql/course/V013__broken.sql", "select 1 / 0;");
    let mut command =
        scene.command(&["provision", "course", "cs101", "--title", "Algorithms", "--term", "2026-fall"]);
    let failed = run(command.args(["--by", DEAN, "--rep", REP, "--placement", "database"]));
    assert_eq!(failed.code, 7, "{failed}");
    assert!(failed.err.contains("could not make a database to copy"), "{failed}");
    assert!(failed.err.contains("division by zero"), "{failed}");
    assert_eq!(goldens(&scene), Vec::<String>::new());
    assert_eq!(of_course(&scene, "cs101", "select max(version) from provost.history"), "12");
}

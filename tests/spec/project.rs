//! `provost.toml`: what is read, and what is said of what cannot be.

use provost::model::course::Placement;
use provost::spec::{Project, Setting, TimeLimit};
use std::time::Duration;

const FULL: &str = r#"
[project]
name = "campus"

[main]
database_url = "env:PROVOST_MAIN_URL"
migrations   = "sql/main"
access       = ["templates/main.toml"]
validate     = ["sql/validate"]

[course]
migrations   = "sql/course"
access       = ["templates/course.toml"]
placement    = "schema"

[limits]
lock_timeout = "50ms"
jobs = 8
"#;

#[test]
fn a_whole_project() {
    let project = Project::parse("provost.toml", FULL).unwrap();
    assert_eq!(project.project.name, "campus");
    assert!(matches!(&project.main.database_url, Some(Setting::Env(name)) if name == "PROVOST_MAIN_URL"));
    assert_eq!(project.main.validate, ["sql/validate"]);
    assert_eq!(project.course.unwrap().placement, Placement::Schema);
    assert_eq!(project.limits.lock_timeout, Some(TimeLimit(Duration::from_millis(50))));
    assert_eq!(project.limits.jobs.map(u16::from), Some(8));
}

#[test]
fn little_is_enough() {
    let project = Project::parse("provost.toml", "project.name = 'x'").unwrap();
    assert_eq!(project.main.migrations, "sql/main");
    assert!(project.course.is_none() && project.main.database_url.is_none());
}

#[test]
fn faults_have_a_place_a_cause_and_a_way_out() {
    for (text, place, cause, hint) in [
        ("[projekt]\nname = 'x'", "1:2", "unknown field `projekt`", "did you mean `project`?"),
        (
            "[project]\nname = 'x'\n[limits]\nlock_timout = '1s'",
            "4:1",
            "unknown field",
            "did you mean `lock_timeout`?",
        ),
        (
            "[project]\nname = 'x'\n[main]\nlock_timeout = '1s'",
            "4:1",
            "unknown field",
            "move `lock_timeout` into `[limits]`",
        ),
        (
            "[project]\nname = 'x'\n[main]\nplacement = 'x'",
            "4:1",
            "unknown field",
            "move `placement` into `[course]`",
        ),
        (
            "[project]\nname = 'x'\n[main]\nqqq = 1",
            "4:1",
            "unknown field",
            "remove `qqq`; known are database_url",
        ),
        (
            "[project]\nname = 'x'\n[course]\nplacement = 'shema'",
            "4:13",
            "unknown variant `shema`",
            "did you mean `schema`?",
        ),
    ] {
        let failure = Project::parse("provost.toml", text).expect_err(text);
        assert_eq!(failure.place().unwrap().to_string(), format!("provost.toml:{place}"), "{text}");
        assert!(failure.causes()[0].contains(cause), "{failure}");
        assert!(failure.hints()[0].starts_with(hint), "{:?}", failure.hints());
        assert!(failure.excerpt().is_some());
    }
}

#[test]
fn values_that_make_no_sense() {
    for (text, place, cause) in [
        ("[project]\nname = ''", "2:8", "a project needs a name"),
        ("project.name = 'x'\n[limits]\nlock_timeout = '50'", "3:16", "write a number and a unit"),
        ("project.name = 'x'\n[limits]\nlock_timeout = 50", "3:16", "expected a string"),
        ("project.name = 'x'\n[limits]\nlock_timeout = '40d'", "3:16", "write a number and a unit"),
        ("project.name = 'x'\n[limits]\nlock_timeout = '1000h'", "3:16", "24 days"),
        ("project.name = 'x'\n[limits]\njobs = 0", "3:8", "nonzero"),
        ("project.name = 'x'\n[main]\ndatabase_url = ''", "3:16", "must not be empty"),
        ("project.name = 'x'\n[main]\ndatabase_url = 'env:'", "3:16", "name of an environment variable"),
        ("project.name = 'x'\n[main]\ndatabase_url = 'env:$A'", "3:16", "name of an environment variable"),
        ("project.name = 'x'\n[course]\nmigrations = \"sql/main/c\"", "3:14", "beside each other"),
        ("project.name = 'x'\n[main]\nhistory_table = \"a.b.c\"", "3:17", "not a table name"),
        ("[project]", "1:1", "missing field `name`"),
        ("", "1:1", "missing field `project`"),
        ("[project", "1:9", ""),
    ] {
        let failure = Project::parse("provost.toml", text).expect_err(text);
        assert!(failure.causes()[0].contains(cause), "{failure}");
        assert_eq!(failure.place().unwrap().to_string(), format!("provost.toml:{place}"), "{text}");
    }
}

#[test]
fn passwords_stay_out_of_errors() {
    for text in [
        "project.name = 'x'\n[main]\ndatabase_url = 'postgres://me:hun:t@r2@host/db'\nnope = 1",
        "project.name = 'x'\n[main]\ndatabase_url = 'host=h password=hun:t@r2'\nnope = 1",
        "project.name = 'x'\n[limits]\njobs = 'postgres://me:hun:t@r2@host/db'",
        "project = 'postgres://me:hun:t@r2@host/db'",
        "project.name = 'x'\n[main]\ndatabase_url = 'postgres://me:hun:t@r2@host/db",
    ] {
        let failure = Project::parse("provost.toml", text).expect_err(text);
        let shown = format!("{failure} {:?} {:?}", failure.excerpt(), failure.hints());
        assert!(!shown.contains("t@r2"), "{shown}");
    }
    let project =
        Project::parse("provost.toml", "project.name = 'x'\nmain.database_url = 'postgres://a:t@r2@h/d'");
    assert!(!format!("{:?}", project.unwrap()).contains("t@r2"));
}

#[test]
fn time_limits_are_shown_as_written() {
    for text in ["50ms", "2s", "1m", "4h", "1500ms"] {
        assert_eq!(text.parse::<TimeLimit>().unwrap().to_string(), text);
    }
    assert_eq!("0".parse::<TimeLimit>().unwrap().to_string(), "0ms");
    for text in ["", "s", "1 s", "-1s", "1.5s", "1S", "99999999999999999999s", "18446744073709551615h"] {
        assert!(text.parse::<TimeLimit>().is_err(), "{text}");
    }
}

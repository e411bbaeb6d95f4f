//! Which of flag, variable and project wins.

use super::*;
use secrecy::ExposeSecret;
use std::time::Duration;

fn environment(values: &[(&str, &str)]) -> Environment {
    Environment::of(values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

#[test]
fn a_flag_wins_over_its_variable() {
    let set = environment(&[("PROVOST_LOCK_TIMEOUT", "2s"), ("PROVOST_LOCK_WAIT", "1m")]);
    let mut options = Options::default();
    options.connection.lock_timeout = Some(Duration::from_millis(5));
    let options = or_environment(options, &set).unwrap();
    assert_eq!(options.connection.lock_timeout, Some(Duration::from_millis(5)));
    assert_eq!(options.connection.lock_wait, Some(Duration::from_secs(60)));
}

#[test]
fn a_variable_names_a_database_only_where_nothing_else_does() {
    let set = environment(&[("PROVOST_DATABASE_URL", "postgres://h/db")]);
    let url = |options: Options| or_environment(options, &set).unwrap().target.database_url;
    assert_eq!(url(Options::default()).unwrap().expose_secret(), "postgres://h/db");
    let mut course = Options::default();
    course.target.course = Some("cs101".to_owned());
    assert!(url(course).is_none());
    let mut main = Options::default();
    main.target.main = true;
    assert!(url(main).is_none());
}

#[test]
fn a_bad_value_names_its_variable() {
    let set = environment(&[("PROVOST_LOCK_WAIT", "soon")]);
    let failure = or_environment(Options::default(), &set).unwrap_err();
    assert_eq!(failure.what(), "the environment variable `PROVOST_LOCK_WAIT` cannot be used");
    assert_eq!(failure.kind().exit_code(), 3);
}

fn project(text: &str) -> ProjectFile {
    let project = crate::spec::Project::parse("provost.toml", text).unwrap();
    ProjectFile { root: PathBuf::from("/p"), project }
}

const CAMPUS: &str = r#"
[project]
name = "campus"
[main]
database_url = "env:MAIN_URL"
ssl_root_cert = "ca.pem"
history_table = "refinery_schema_history"
[course]
migrations = "sql/course"
[limits]
lock_timeout = "50ms"
lock_wait = "1m"
"#;

#[test]
fn the_project_fills_what_is_left_open() {
    let set = environment(&[("MAIN_URL", "postgres://h/campus"), ("PROVOST_LOCK_WAIT", "2m")]);
    let options = or_environment(Options::default(), &set).unwrap();
    assert_eq!(label(&options.target).as_deref(), Some("main"));
    let options = or_project(options, &project(CAMPUS), &set).unwrap();
    assert_eq!(options.target.database_url.unwrap().expose_secret(), "postgres://h/campus");
    assert_eq!(options.files.migrations, Some(PathBuf::from("/p/sql/main")));
    let connection = options.connection;
    assert_eq!(connection.ssl_root_cert, Some(PathBuf::from("/p/ca.pem")));
    assert_eq!(connection.history_table.unwrap().0.to_string(), "public.refinery_schema_history");
    assert_eq!(connection.lock_timeout, Some(Duration::from_millis(50)));
    assert_eq!(connection.lock_wait, Some(Duration::from_secs(120)), "the variable wins");
}

#[test]
fn an_unset_variable_leaves_the_database_open() {
    let options =
        or_project(Options::default(), &project(CAMPUS), &environment(&[("MAIN_URL", "")])).unwrap();
    assert!(options.target.database_url.is_none());
}

#[test]
fn a_course_never_gets_what_belongs_to_main() {
    let set = environment(&[("MAIN_URL", "postgres://h/campus"), ("PROVOST_DATABASE_URL", "postgres://h/x")]);
    let mut options = Options::default();
    options.target.course = Some("cs101".to_owned());
    let options = or_project(or_environment(options, &set).unwrap(), &project(CAMPUS), &set).unwrap();
    assert!(options.target.database_url.is_none() && options.connection.history_table.is_none());
    assert!(options.connection.ssl_root_cert.is_none());
    assert_eq!(options.files.migrations, Some(PathBuf::from("/p/sql/course")));
    assert_eq!(label(&options.target).as_deref(), Some("cs101"));
}

#[test]
fn a_project_without_courses_has_no_course() {
    let mut options = Options::default();
    options.target.course = Some("cs101".to_owned());
    let alone = project("[project]\nname = \"x\"\n");
    assert_eq!(or_project(options, &alone, &environment(&[])).unwrap_err().kind().exit_code(), 3);
}

#[test]
fn a_bare_url_is_called_by_itself() {
    let mut options = Options::default();
    options.target.database_url = Some(SecretString::from("postgres://h/other"));
    assert_eq!(label(&options.target), None);
    let options =
        or_project(options, &project(CAMPUS), &environment(&[("MAIN_URL", "postgres://h/campus")])).unwrap();
    assert_eq!(options.target.database_url.unwrap().expose_secret(), "postgres://h/other");
    assert_eq!(options.files.migrations, Some(PathBuf::from("/p/sql/main")));
}

#[test]
fn shadows_are_made_where_flag_variable_or_project_say() {
    let text = "[project]\nname = \"shop\"\n[shadow]\nserver_url = \"env:SCRATCH\"\n";
    let url = |flag: Option<&str>, set: &[(&str, &str)]| {
        let set = environment(set);
        let mut options = Options::default();
        options.server.shadow_url = flag.map(SecretString::from);
        let options = or_project(or_environment(options, &set).unwrap(), &project(text), &set).unwrap();
        options.server.shadow_url.map(|url| url.expose_secret().to_owned())
    };
    let (scratch, variable) = (("SCRATCH", "c"), ("PROVOST_SHADOW_URL", "b"));
    assert_eq!(url(Some("a"), &[variable, scratch]).as_deref(), Some("a"));
    assert_eq!(url(None, &[variable, scratch]).as_deref(), Some("b"));
    assert_eq!(url(None, &[scratch]).as_deref(), Some("c"));
    assert_eq!(url(None, &[]), None);
}

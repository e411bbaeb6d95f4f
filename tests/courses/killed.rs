//! Killed at every stage boundary, and continued by the same command: one course, one credential, one database.

use crate::scene::{Run, Scene, run, value_in};
use crate::support::{TestDatabase, TestServer, process};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// The two sides of a stage's boundary: what it does is not begun, or it is done and not noted.
const SIDES: [(&str, &str); 2] = [("insert", "new.outcome is null"), ("update", "new.outcome = 'done'")];

/// Main's note of a stage waits there until the process is dead.
fn trap(scene: &Scene, stage: &str, side: (&str, &str)) {
    let (event, condition) = side;
    scene.sql(&format!(
        "create function provost.trap() returns trigger language plpgsql as
            'begin perform pg_catalog.pg_sleep(300); return new; end';
         create trigger trap before {event} on provost.course_stages
            for each row when (new.stage = '{stage}' and {condition}) execute function provost.trap()"
    ));
}

fn untrap(scene: &Scene) {
    scene.sql("drop function provost.trap() cascade");
}

fn start(scene: &Scene, own: &TestDatabase) -> Child {
    spawned(&scene.provision_command("cs101", &own.url, &["--allow-private"]))
}

/// The command as a process that can be killed.
pub(crate) fn spawned(command: &assert_cmd::Command) -> Child {
    process(command).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Waits until the process stands in the trap, kills it, and waits until the server has noticed.
pub(crate) fn kill_in_the_trap(scene: &Scene, process: &mut Child) {
    let trapped =
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'";
    let deadline = Instant::now() + Duration::from_secs(60);
    while scene.value(trapped) == "0" {
        assert!(process.try_wait().unwrap().is_none(), "it ended before it came there");
        assert!(Instant::now() < deadline, "it never came there");
        std::thread::sleep(Duration::from_millis(20));
    }
    process.kill().unwrap();
    process.wait().unwrap();
    let ended = "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and application_name like 'provost/%'";
    scene.value(ended);
}

fn only_one_of_each(scene: &Scene, own: &TestDatabase, continued: &Run, stage: &str) {
    assert_eq!(continued.code, 0, "{stage}: {continued}");
    for (what, query, wanted) in [
        ("course", "select string_agg(code || ' ' || state, ', ') from public.courses", "cs101 active"),
        ("credential", "select string_agg(field, ', ') from public.course_credentials", "database_url"),
        ("membership", "select string_agg(role, ', ') from public.memberships", "course_admin"),
        ("database", "select count(*) from provost.course_databases where marked_at is not null", "1"),
        ("open try", "select count(*) from provost.course_stages where outcome is null", "0"),
    ] {
        assert_eq!(scene.value(query), wanted, "{stage}: {what}");
    }
    for stage in ["registered", "checked", "stored", "assigned", "migrated", "verified", "active"] {
        let done = format!(
            "select count(*) > 0 from provost.course_stages where stage = '{stage}' and outcome = 'done'"
        );
        assert_eq!(scene.value(&done), "true", "{stage}");
    }
    assert_eq!(value_in(own, "select count(*) from provost.history"), "12", "{stage}");
    assert_eq!(value_in(own, "select count(*) from provost.marker"), "1", "{stage}");
}

fn killed_at(stages: &[&str]) {
    for stage in stages {
        for side in SIDES {
            let scene = Scene::new();
            let own = TestServer::fresh_database();
            trap(&scene, stage, side);
            let mut process = start(&scene, &own);
            kill_in_the_trap(&scene, &mut process);
            untrap(&scene);
            let continued = scene.provision("cs101", &own.url, &["--allow-private"]);
            only_one_of_each(&scene, &own, &continued, &format!("{stage} at {}", side.0));
        }
    }
}

#[test]
fn while_credentials_are_checked_and_stored() {
    killed_at(&["checked", "stored"]);
}

#[test]
fn while_the_rep_is_assigned_and_the_database_migrated() {
    killed_at(&["assigned", "migrated"]);
}

#[test]
fn while_it_is_verified_and_opened() {
    killed_at(&["verified", "active"]);
}

/// Between two migrations of the course, where no note of main's is.
#[test]
fn in_the_middle_of_a_migration() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    scene.project.write("sql/course/V013__slow.sql", "select pg_catalog.pg_sleep(300);\n");
    let mut process = start(&scene, &own);
    let deadline = Instant::now() + Duration::from_secs(60);
    while value_in(
        &own,
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
    ) == "0"
    {
        assert!(Instant::now() < deadline, "it never came there");
        std::thread::sleep(Duration::from_millis(20));
    }
    process.kill().unwrap();
    process.wait().unwrap();
    scene.project.write("sql/course/V013__slow.sql", "select 1;\n");
    let stopped = "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid() and application_name like 'provost/%'";
    value_in(&own, stopped);
    let continued = scene.provision("cs101", &own.url, &["--allow-private"]);
    assert_eq!(continued.code, 0, "{continued}");
    assert_eq!(value_in(&own, "select count(*) from provost.history"), "13");
    assert_eq!(scene.value("select count(*) from provost.course_stages where outcome = 'cut off'"), "1");
}

/// Two that begin at once: one sets the course up, the other is told.
#[test]
fn two_at_once() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    trap(&scene, "checked", SIDES[0]);
    let mut first = start(&scene, &own);
    let deadline = Instant::now() + Duration::from_secs(60);
    while scene.value(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
    ) == "0"
    {
        assert!(Instant::now() < deadline, "it never came there");
        std::thread::sleep(Duration::from_millis(20));
    }
    let second = run(&mut scene.provision_command("cs101", &own.url, &["--allow-private"]));
    assert_eq!(second.code, 5, "{second}");
    assert!(second.err.contains("another provost is at work on course `cs101`"), "{second}");
    kill_in_the_trap(&scene, &mut first);
    untrap(&scene);
    let continued = scene.provision("cs101", &own.url, &["--allow-private"]);
    only_one_of_each(&scene, &own, &continued, "two at once");
}

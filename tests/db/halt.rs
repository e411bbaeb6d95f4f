//! Ctrl-C in the middle of a run: what was sent ahead does not run on behind the person's back.

use crate::scene::{Ended, Scene};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

fn started(scene: &Scene) -> Child {
    let mut command = scene.command(&scene.url, &["up"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn interrupted(program: Child) -> Ended {
    kill(Pid::from_raw(program.id().cast_signed()), Signal::SIGINT).unwrap();
    let since = Instant::now();
    let ended = Ended::from(program.wait_with_output().unwrap());
    assert!(since.elapsed() < Duration::from_secs(9), "it came to rest late: {ended}");
    ended
}

/// Waits until some process of the database sleeps in a migration. The server keeps only the beginning of a message, so its text does not tell.
fn sleeps(scene: &Scene) {
    let asked =
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'";
    let since = Instant::now();
    while scene.client().ask(asked) == "0" {
        assert!(since.elapsed() < Duration::from_secs(20), "it never slept");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn files_that_were_sent_ahead_do_not_run() {
    let mut scene = Scene::new()
        .file("V1__a.sql", "create table a (id int);")
        .file("V2__slow.sql", "select pg_sleep(60);");
    for version in 3..10 {
        scene = scene.file(&format!("V{version}__t.sql"), &format!("create table t{version} (id int);"));
    }
    let program = started(&scene);
    sleeps(&scene);
    let ended = interrupted(program);
    assert_eq!(ended.code, Some(130), "{ended}");
    assert!(ended.stderr.contains("rolled back; V001 remains applied"), "{ended}");
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(scene.history(), "1", "nothing ran on after the program was gone");
    scene.write("V2__slow.sql", "select 1;");
    assert_eq!(scene.up().code, Some(0));
    assert_eq!(scene.history(), "1,2,3,4,5,6,7,8,9");
}

#[test]
fn waiting_for_another_runner_ends_at_once() {
    let scene = Scene::new().file("V1__slow.sql", "select pg_sleep(4);");
    let first = started(&scene);
    sleeps(&scene);
    let second = started(&scene);
    std::thread::sleep(Duration::from_millis(700));
    let ended = interrupted(second);
    assert_eq!(ended.code, Some(130), "{ended}");
    assert!(ended.stderr.contains("stopped before anything was done"), "{ended}");
    let first = Ended::from(first.wait_with_output().unwrap());
    assert_eq!((first.code, scene.history()), (Some(0), "1".to_owned()), "{first}");
}

//! A worker that was stopped for longer than its lease, and wakes up after another rollout has brought newer files.

#![expect(clippy::disallowed_methods, reason = "waits, by the clock")]

use crate::scene::{Ended, Scene};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::process::Child;
use std::time::{Duration, Instant};

const LOG: &str = "create table public.ran (place serial, what text);\ncreate table public.gate (id int);\n";

/// Waits until a question has this answer.
pub(crate) fn until(what: &str, mut is: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is() {
        assert!(began.elapsed() < Duration::from_secs(60), "{what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

pub(crate) fn signal(worker: &Child, signal: Signal) {
    kill(Pid::from_raw(i32::try_from(worker.id()).unwrap()), signal).unwrap();
}

/// What the course saw run, and what the late worker said.
fn a_late_worker(manner: &str, directive: &str) -> (String, Ended) {
    let scene = Scene::new(1).file("V001__log.sql", LOG);
    scene.run(&["up"]).with(0);
    let old = "insert into public.gate values (1);\ninsert into public.ran (what) values ('old');\n";
    scene.write("R__way.sql", &format!("{directive}{old}"));
    // The first worker waits at the gate, and is stopped there.
    let gate = scene.course(0);
    gate.ask("begin; lock table public.gate in access exclusive mode");
    let mut up = scene.command(&["up", "--lease", "1s"]);
    let late = up.env("PROVOST_TEST_WORKER", manner).spawn().unwrap();
    until("it waits at the gate", || {
        scene.main().ask("select count(*) from provost.rollout_courses where state = 'running'") == "1"
            && scene.course(0).ask("select count(*) from pg_stat_activity where application_name like 'provost/rollout-%' and datname = current_database()") != "0"
    });
    std::thread::sleep(Duration::from_millis(300));
    signal(&late, Signal::SIGSTOP);
    gate.ask("rollback");
    std::thread::sleep(Duration::from_millis(1200));
    // Another rollout brings newer files meanwhile; the stopped worker's session is in its way, and goes.
    scene.write("R__way.sql", "insert into public.ran (what) values ('new');\n");
    scene.run(&["up"]).with(0).saying(&["1 done"]);
    signal(&late, Signal::SIGCONT);
    let ended = Ended::from(late.wait_with_output().unwrap());
    (scene.course(0).ask("select string_agg(what, ', ' order by place) from public.ran"), ended)
}

#[test]
fn a_worker_that_wakes_up_late_is_fenced() {
    let (ran, ended) = a_late_worker("deaf", "");
    assert_eq!(ran, "new", "{ended}");
    assert!(ended.stderr.contains("FENCED: the rollout"), "{ended}");
}

#[test]
fn so_is_one_in_the_middle_of_a_file_without_a_transaction() {
    let (ran, ended) = a_late_worker("deaf", "-- no-transaction\n");
    assert_eq!(ran, "new", "{ended}");
    assert!(ended.stderr.contains("FENCED: the rollout"), "{ended}");
    let (ran, ended) = a_late_worker("deaf,unfenced", "-- no-transaction\n");
    assert_eq!(ran, "new, old", "{ended}");
}

#[test]
fn without_the_fence_the_same_worker_brings_the_old_files_back() {
    let (ran, ended) = a_late_worker("deaf,unfenced", "");
    assert_eq!(ran, "new, old", "{ended}");
}

#[test]
fn a_worker_that_looks_at_its_clock_stops_by_itself() {
    let (ran, ended) = a_late_worker("", "");
    assert_eq!(ran, "new", "{ended}");
    assert!(!ended.stderr.contains("FENCED"), "{ended}");
}

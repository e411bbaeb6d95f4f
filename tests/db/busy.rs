//! A table in use: its readers must not stand behind a migration that waits.

use crate::client::Client;
use crate::scene::{Ended, Scene};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// How long the `SELECT` in the way stays open.
const OPEN: Duration = Duration::from_secs(3);
/// The time-out of one try, unless it is set.
const LOCK_TIMEOUT: Duration = Duration::from_millis(50);

fn scene() -> Scene {
    let scene = Scene::new().file("V001__wide.sql", "alter table busy add column name text;\n");
    scene.client().ask("create table busy (id int); create table calm (id int)");
    scene
}

/// The longest time that one look at a table took.
fn longest_look(url: &str, table: &str, ended: &AtomicBool) -> Duration {
    let client = Client::to(url);
    let look = format!("select count(*) from {table}");
    let mut longest = Duration::ZERO;
    while !ended.load(Ordering::Relaxed) {
        let began = Instant::now();
        client.ask(&look);
        longest = longest.max(began.elapsed());
        std::thread::sleep(Duration::from_millis(2));
    }
    longest
}

/// Applies the file behind an open `SELECT`; gives the longest stall of readers of the busy table, and of another one.
fn stall(words: &[&str]) -> (Duration, Duration) {
    let scene = scene();
    let holder = scene.client();
    holder.ask("begin; select count(*) from busy");
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> =
            (0..3).map(|_| scope.spawn(|| longest_look(&scene.url, "busy", &ended))).collect();
        let calm = scope.spawn(|| longest_look(&scene.url, "calm", &ended));
        let run = scene.command(&scene.url, words).spawn().unwrap();
        std::thread::sleep(OPEN);
        holder.ask("commit");
        let run = Ended::from(run.wait_with_output().unwrap());
        ended.store(true, Ordering::Relaxed);
        let longest = readers.into_iter().map(|reader| reader.join().unwrap()).max().unwrap();
        let run = run.with(0);
        assert_eq!(scene.history(), "1", "{run}");
        (longest, calm.join().unwrap())
    })
}

#[test]
fn readers_do_not_stand_behind_a_migration() {
    let (longest, calm) = stall(&["up"]);
    println!("longest stall {longest:?}, of a table that nobody waits for {calm:?}");
    assert!(longest < 5 * LOCK_TIMEOUT + 2 * calm, "{longest:?}, elsewhere {calm:?}");
}

#[test]
fn readers_would_stand_for_seconds_without_short_tries() {
    let (longest, calm) = stall(&["up", "--lock-timeout", "1h"]);
    println!("longest stall {longest:?}, of a table that nobody waits for {calm:?}");
    assert!(longest > OPEN / 2, "{longest:?}");
}

#[test]
fn who_is_in_the_way_is_named_when_time_is_up() {
    for file in ["", "-- no-transaction\n"] {
        let scene = scene();
        scene.write("V001__wide.sql", &format!("{file}alter table busy add column name text;\n"));
        let holder = scene.client();
        let pid = holder.ask("select pg_backend_pid()");
        holder.ask("begin; lock table busy in access share mode");
        let began = Instant::now();
        let ended = scene.run(&["up", "--lock-wait", "1s"]).with(6).saying(&[
            "error: could not apply `V001__wide` to ",
            "  --> m/V001__wide.sql",
            "stayed in use for 1 s",
            &format!("in the way: pid {pid}, user `postgres`"),
            "lock table busy in access share mode",
            &format!("pg_terminate_backend({pid})"),
        ]);
        assert!(began.elapsed() >= Duration::from_secs(1), "{ended}");
        holder.ask("commit");
        scene.up().with(0);
        assert_eq!(scene.history(), "1");
    }
}

#[test]
fn one_transaction_for_all_gives_up_in_time_too() {
    let scene = scene();
    let holder = scene.client();
    holder.ask("begin; lock table busy in access share mode");
    scene
        .run(&["up", "--single-transaction", "--lock-wait", "1s"])
        .with(6)
        .saying(&["(55P03)", "rolled back"]);
    holder.ask("commit");
    scene.run(&["up", "--single-transaction"]).with(0);
}

#[test]
fn another_run_that_stays_is_named_when_time_is_up() {
    let scene = scene();
    let holder = scene.client();
    holder.ask("begin; lock table busy in access share mode");
    let first = scene.command(&scene.url, &["up"]).spawn().unwrap();
    let began = Instant::now();
    let locked = "select count(*) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())";
    while holder.ask(locked) == "0" {
        assert!(began.elapsed() < Duration::from_secs(20));
    }
    scene.run(&["up", "--lock-wait", "500ms"]).with(5).saying(&[
        "another runner is at work on",
        "the lock is held by pid ",
        "`provost/",
        "database: unchanged by this run",
    ]);
    holder.ask("commit");
    Ended::from(first.wait_with_output().unwrap()).with(0);
}

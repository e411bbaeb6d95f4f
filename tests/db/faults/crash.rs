//! The server dies, above all while it commits.

use super::server::Crashing;
use crate::client::Client;
use crate::scene::{Ended, Scene};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// Two files; the second one's COMMIT takes a second, because a trigger runs only then.
fn scene(server: &Crashing) -> Scene {
    let scene = Scene::on(server.server())
        .file("V001__first.sql", "insert into ran values (1);\n")
        .file(
            "V002__slow.sql",
            "create table late (id int);\n\
             create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(1); return null; end $$;\n\
             create constraint trigger slow after insert on late deferrable initially deferred for each row execute function slow();\n\
             insert into ran values (2);\ninsert into late values (1);\n",
        )
        .file("V003__last.sql", "insert into ran values (3);\n");
    scene.client().ask("create table ran (version int)");
    scene
}

/// Starts a run and waits until the server is at the long COMMIT.
fn run_until_commit(scene: &Scene, words: &[&str]) -> Child {
    let run = scene.command(&scene.url, words).spawn().unwrap();
    let client = scene.client();
    let began = Instant::now();
    while client.ask("select count(*) from pg_stat_activity where wait_event = 'PgSleep'") == "0" {
        assert!(began.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(5));
    }
    run
}

fn at_the_end(client: &Client) {
    assert_eq!(
        client.ask("select version, count(*) from ran group by version order by version"),
        "1|1\n2|1\n3|1"
    );
    assert_eq!(client.ask("select version from provost.history order by version"), "1\n2\n3");
    assert_eq!(client.ask("select count(*) from late"), "1");
}

#[test]
fn a_server_that_dies_at_commit_and_comes_back_later_is_healed_by_the_next_run() {
    for stop in [Crashing::crash, Crashing::stop_at_once] {
        let mut server = Crashing::start();
        let scene = scene(&server);
        let run = run_until_commit(&scene, &["up", "--connect-timeout", "1s"]);
        stop(&server);
        let ended = Ended::from(run.wait_with_output().unwrap()).with(7).saying(&[
            "caused by: the connection was lost before",
            "database: V001 remains applied; steps under way when the connection broke may have been committed",
            "run the same command again",
        ]);
        server.start_again();
        assert_eq!(scene.client().ask("select version from provost.history"), "1", "{ended}");
        scene.up().with(0);
        at_the_end(&scene.client());
    }
}

#[test]
fn a_server_that_dies_at_commit_and_comes_back_at_once_is_healed_by_the_same_run() {
    for stop in [Crashing::crash, Crashing::stop_at_once] {
        let mut server = Crashing::start();
        let scene = scene(&server);
        let run = run_until_commit(&scene, &["up"]);
        stop(&server);
        server.start_again();
        Ended::from(run.wait_with_output().unwrap())
            .with(0)
            .saying(&["the connection was lost, connecting again"]);
        at_the_end(&scene.client());
    }
}

#[test]
fn what_was_called_done_survives_a_crash() {
    let mut server = Crashing::start();
    let scene = Scene::on(server.server());
    for version in 1..=40 {
        scene.write(
            &format!("V{version:03}__t.sql"),
            &format!("create table t{version} (id int);\nselect pg_sleep(0.01);\n"),
        );
    }
    let mut command: Command = scene.command(&scene.url, &["up", "--connect-timeout", "1s"]);
    let mut run = command.spawn().unwrap();
    let said = BufReader::new(run.stderr.take().unwrap()).lines();
    let mut done = 0;
    for _ in said.filter(|line| line.as_ref().unwrap().contains(" t (")) {
        done += 1;
        if done == 7 {
            server.crash();
        }
    }
    run.wait().unwrap();
    server.start_again();
    let kept: usize = scene.client().ask("select count(*) from provost.history").parse().unwrap();
    assert!((7..40).contains(&done) && kept >= done, "{done} were called done, {kept} are there");
    scene.up().with(0);
    assert_eq!(scene.client().ask("select count(*) from provost.history"), "40");
    assert_eq!(scene.client().ask("select count(*) from pg_tables where tablename ~ '^t[0-9]+$'"), "40");
}

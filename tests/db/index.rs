//! `CREATE INDEX CONCURRENTLY` that does not come to its end: what it leaves is named, and the next run builds it anew.

use crate::client::Client;
use crate::scene::{Ended, Scene};
use std::process::Child;
use std::time::{Duration, Instant};

/// A table with ten rows, two of them alike, and a file that builds an index.
fn scene(build: &str) -> Scene {
    let scene = Scene::new()
        .file(
            "V001__t.sql",
            "create table t (x int);\ninsert into t select least(g, 9) from generate_series(1, 10) g;\n",
        )
        .file("V002__index.sql", &format!("-- no-transaction\n{build}\n"));
    scene.run(&["up", "--to", "1"]).with(0);
    scene
}

const STATE: &str =
    "select indexrelid::regclass, indisvalid and indisready from pg_index where indrelid = 't'::regclass";

const BUILDS: &str = "select count(*) from pg_stat_progress_create_index where datname = current_database()";

/// Fails unless the run before left an invalid index, and the next one mends that.
fn heals(scene: &Scene) {
    let client = scene.client();
    assert_eq!(client.ask(STATE), "t_x|f");
    assert_eq!(scene.history(), "1");
    client.ask("delete from t where x = 9; insert into t values (9)");
    scene.up().with(0);
    assert_eq!(client.ask(STATE), "t_x|t");
    assert_eq!(scene.history(), "1,2");
    assert_eq!(client.ask("select count(*) from provost.journal"), "0");
}

/// Waits until something is there. Not to be asked in a transaction, which sees activity as it was when it first looked.
fn wait_for(client: &Client, count: &str) {
    let began = Instant::now();
    while client.ask(count) == "0" {
        assert!(began.elapsed() < Duration::from_secs(20), "{count}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// A transaction that keeps a build waiting, and a run that waits for it.
fn stalled(scene: &Scene) -> (Client, Child) {
    let holder = scene.client();
    holder.ask("begin; insert into t values (100)");
    let run = scene.command(&scene.url, &["up"]).spawn().unwrap();
    wait_for(&scene.client(), &format!("{BUILDS} and phase like 'waiting for%'"));
    (holder, run)
}

#[test]
fn a_unique_violation_is_told_and_healed_once_the_rows_are_mended() {
    let scene = scene("create unique index concurrently t_x on t (x);");
    for _ in 0..2 {
        scene.up().with(7).saying(&[
            "error: could not apply `V002__index` to ",
            "\n  --> m/V002__index.sql:2:1 (statement 1 of 1)\n",
            "(23505)",
            "the build left the invalid index `public.t_x`",
            "V001 remains applied",
        ]);
    }
    heals(&scene);
}

#[test]
fn giving_up_a_wait_is_told_and_healed() {
    for (limit, code) in [("--lock-wait", "(55P03)"), ("--statement-timeout", "(57014)")] {
        let scene = scene("create index concurrently t_x on t (x);");
        let holder = scene.client();
        holder.ask("begin; insert into t values (100)");
        scene
            .run(&["up", limit, "300ms"])
            .with(7)
            .saying(&[code, "the build left the invalid index `public.t_x`"]);
        holder.ask("rollback");
        heals(&scene);
    }
}

#[test]
fn a_kill_during_the_build_is_healed() {
    let scene = scene("create index concurrently t_x on t (x);");
    let (holder, mut run) = stalled(&scene);
    run.kill().unwrap();
    run.wait().unwrap();
    // The server notices by itself that nobody waits for the build any more.
    wait_for(&scene.client(), &BUILDS.replace("count(*)", "1 - count(*)"));
    holder.ask("rollback");
    heals(&scene);
}

#[test]
fn a_server_process_that_is_ended_during_the_build_is_healed_by_the_same_run() {
    let scene = scene("create index concurrently t_x on t (x);");
    let (holder, run) = stalled(&scene);
    assert_eq!(holder.ask(&BUILDS.replace("count(*)", "pg_terminate_backend(pid)")), "t");
    holder.ask("rollback");
    Ended::from(run.wait_with_output().unwrap())
        .with(0)
        .saying(&["the connection was lost, connecting again"]);
    assert_eq!(holder.ask(STATE), "t_x|t");
    assert_eq!(scene.history(), "1,2");
}

#[test]
fn a_second_run_that_waits_does_not_stop_the_build() {
    let scene = scene("create index concurrently t_x on t (x);");
    let (holder, first) = stalled(&scene);
    let second = scene.command(&scene.url, &["up"]).spawn().unwrap();
    // It polls for the lock meanwhile, looking at the history each time.
    std::thread::sleep(Duration::from_millis(1500));
    holder.ask("commit");
    let first = Ended::from(first.wait_with_output().unwrap()).with(0);
    let second = Ended::from(second.wait_with_output().unwrap()).with(0);
    assert!(first.stdout.contains("V002"), "{first}");
    assert_eq!(second.stdout, "nothing to do\n", "{second}");
    assert!(second.stderr.contains("another run holds the migration lock: pid"), "{second}");
    assert_eq!(holder.ask(STATE), "t_x|t");
}

#[test]
fn another_index_of_that_name_never_counts_as_built() {
    let scene = scene("create index concurrently t_x on t (x);");
    let client = scene.client();
    client.ask("create index t_x on t ((x + 1))");
    for _ in 0..3 {
        scene.up().with(6).saying(&["relation \"t_x\" already exists (42P07)"]);
    }
    assert_eq!(scene.history(), "1");
    client.ask("drop index t_x");
    scene.up().with(0);
    assert_eq!(
        client.ask("select pg_get_indexdef('t_x'::regclass)"),
        "CREATE INDEX t_x ON public.t USING btree (x)"
    );
}

#[test]
fn what_failed_before_does_not_count_as_done_later() {
    let scene = scene("drop index concurrently misspelt;");
    for _ in 0..3 {
        scene.up().with(6).saying(&["index \"misspelt\" does not exist (42704)"]);
    }
    assert_eq!(scene.history(), "1");
}

#[test]
fn an_index_in_a_schema_with_an_odd_name_is_healed() {
    let scene = Scene::new().file(
        "V001__t.sql",
        "create schema \"Odd.one\";\ncreate table \"Odd.one\".\"T\" (x int);\ninsert into \"Odd.one\".\"T\" values (1), (1);\n",
    );
    scene.write(
        "V002__index.sql",
        "-- no-transaction\ncreate unique index concurrently \"I.x\" on \"Odd.one\".\"T\" (x);\n",
    );
    scene.up().with(7).saying(&["the invalid index `Odd.one.I.x`"]);
    let client = scene.client();
    client.ask("truncate \"Odd.one\".\"T\"");
    scene.up().with(0);
    assert_eq!(client.ask("select indexrelid::regclass, indisvalid from pg_index where indrelid = '\"Odd.one\".\"T\"'::regclass"), "\"Odd.one\".\"I.x\"|t");
}

#[test]
fn a_file_that_was_done_in_part_goes_on_where_it_stopped() {
    let scene = Scene::new();
    scene.client().ask("create table ran (step int); create table t (x int); insert into t values (1), (1)");
    let sql = |last: &str| {
        format!(
            "-- no-transaction\nset work_mem = '9MB';\ninsert into ran values (1);\ncreate unique index concurrently t_x on t (x);\ninsert into ran select 2 where current_setting('work_mem') = '9MB';\n{last}"
        )
    };
    scene.write("V001__parts.sql", &sql(""));
    scene.up().with(7).saying(&["m/V001__parts.sql:4:1 (statement 3 of 4)", "statements 1–2 of 4 are done"]);
    scene.client().ask("delete from t");
    // What is done must stay as it was; what comes behind the failure may change.
    scene.write("V001__parts.sql", &sql("").replace("(1);", "(7);"));
    scene.up().with(3).saying(&["`m/V001__parts.sql` was changed after part of it ran"]);
    scene.write("V001__parts.sql", &sql("insert into ran values (3);\n"));
    scene.up().with(0);
    assert_eq!(scene.client().ask("select string_agg(step::text, ',' order by step) from ran"), "1,2,3");
}

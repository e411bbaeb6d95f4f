//! A file that fails in the middle of a window: those before it stay, those behind it never run.

use crate::scene::{Ended, Scene};

const FILES: usize = 10;

/// Ten files, each of which notes that it ran; the third is the one to fail.
fn scene(third: &str) -> Scene {
    let scene = Scene::new();
    scene.client().ask("create table ran (version int); create table parent (id int primary key); create table busy (id int)");
    for version in (1..=FILES).filter(|version| *version != 3) {
        scene.write(
            &format!("V{version:03}__step.sql"),
            &format!("create table t{version} (id int);\ninsert into ran values ({version});\n"),
        );
    }
    scene.file("V003__bad.sql", third)
}

/// Fails unless versions 1 and 2 are there, and of the others nothing.
fn stopped_before_the_third(scene: &Scene, ended: &Ended) {
    assert_eq!(scene.history(), "1,2", "{ended}");
    let client = scene.client();
    assert_eq!(client.ask("select string_agg(version::text, ',' order by version) from ran"), "1,2");
    let tables =
        "select string_agg(tablename, ',' order by tablename) from pg_tables where tablename ~ '^t[0-9]+$'";
    assert_eq!(client.ask(tables), "t1,t2");
    assert!(ended.stdout.starts_with("applied 2 migrations before the failure: V001–V002 ("), "{ended}");
    assert!(ended.stderr.contains("\n  database: rolled back; V001–V002 remain applied\n"), "{ended}");
}

/// With the third file mended, the rest follows.
fn goes_on(scene: &Scene) {
    scene.write("V003__bad.sql", "create table t3 (id int);\ninsert into ran values (3);\n");
    scene.up().with(0);
    assert_eq!(scene.history(), "1,2,3,4,5,6,7,8,9,10");
    assert_eq!(scene.client().ask("select count(*), count(distinct version) from ran"), "10|10");
}

#[test]
fn a_syntax_error() {
    let scene =
        scene("create table t3 (id int);\n\ncreate tabel oops (id int);\ninsert into ran values (3);\n");
    let ended = scene.up().with(7).saying(&[
        "error: could not apply `V003__bad` to ",
        "\n  --> m/V003__bad.sql:3:8 (statement 2 of 3)\n",
        "syntax error at or near \"tabel\" (42601)",
    ]);
    stopped_before_the_third(&scene, &ended);
    goes_on(&scene);
}

#[test]
fn a_runtime_error() {
    let scene = scene(
        "-- äöü\ncreate table t3 (id int);\ninsert into ran values (3);\ndo $$ begin\n  perform 1 / (select count(*) from t3);\nend $$;\n",
    );
    let ended = scene.up().with(7).saying(&[
        "error: could not apply `V003__bad` to ",
        "\n  --> m/V003__bad.sql:4:1 (statement 3 of 3)\n",
        "division by zero (22012)",
    ]);
    stopped_before_the_third(&scene, &ended);
    goes_on(&scene);
}

#[test]
fn an_unknown_table_behind_letters_of_two_bytes() {
    let scene = scene("create table t3 (id int);\ninsert into ran values (3); select 'ä', * from nöpe;\n");
    let ended = scene.up().with(7).saying(&[
        "\n  --> m/V003__bad.sql:2:48 (statement 3 of 3)\n",
        "relation \"nöpe\" does not exist (42P01)",
    ]);
    stopped_before_the_third(&scene, &ended);
}

#[test]
fn an_error_at_commit() {
    let scene = scene(
        "create table t3 (id int references parent deferrable initially deferred);\ninsert into ran values (3);\ninsert into t3 values (7);\n",
    );
    let ended = scene.up().with(7).saying(&[
        "error: could not apply `V003__bad` to ",
        "\n  --> m/V003__bad.sql (at its commit)\n",
        "violates foreign key constraint",
        "(23503)",
    ]);
    stopped_before_the_third(&scene, &ended);
    goes_on(&scene);
}

#[test]
fn a_lock_timeout() {
    let scene = scene("insert into ran values (3);\nalter table busy add column name text;\n");
    let holder = scene.client();
    holder.ask("begin; select from busy");
    let ended = scene.run(&["up", "--lock-wait", "1s"]).with(7).saying(&[
        "error: could not apply `V003__bad` to ",
        "m/V003__bad.sql",
        "(55P03)",
    ]);
    stopped_before_the_third(&scene, &ended);
    holder.ask("rollback");
    goes_on_as_it_is(&scene);
}

fn goes_on_as_it_is(scene: &Scene) {
    scene.up().with(0);
    assert_eq!(scene.history(), "1,2,3,4,5,6,7,8,9,10");
    assert_eq!(scene.client().ask("select count(*), count(distinct version) from ran"), "10|10");
}

#[test]
fn the_first_file_of_all() {
    let scene = Scene::new().file("V001__bad.sql", "create table t1 (id int);\nselect nope();\n");
    scene.up().with(6).saying(&[
        "m/V001__bad.sql:2:8 (statement 2 of 2)",
        "database: rolled back; no migration is applied",
    ]);
    assert_eq!(scene.client().ask("select count(*) from pg_tables where tablename = 't1'"), "0");
}

#[test]
fn a_failure_in_a_single_transaction_leaves_nothing() {
    let scene = scene("insert into ran values (3);\nselect nope();\n");
    let ended = scene.run(&["up", "--single-transaction"]).with(6).saying(&[
        "m/V003__bad.sql:2:8 (statement 2 of 2)",
        "database: rolled back; no migration is applied",
    ]);
    assert_eq!(scene.client().ask("select count(*) from ran"), "0", "{ended}");
    goes_on(&scene);
}

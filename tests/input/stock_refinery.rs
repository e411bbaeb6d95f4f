//! Stock refinery as the other party: what one of us writes down, the other believes.

use crate::trial::Trial;
use refinery::{Report, Runner, load_sql_migrations};

const THEIRS: &str = "refinery_schema_history";
const WITH_THEIRS: &str = "--history-table refinery_schema_history";

/// Runs a program that embeds refinery, in its strictest mode, as the owner of the database.
async fn refinery(trial: &Trial, table: &str) -> Result<Report, refinery::Error> {
    let migrations = load_sql_migrations(trial.project.path("sql")).unwrap();
    let mut client = trial.database.client().await;
    let mut runner = Runner::new(&migrations).set_abort_divergent(true).set_abort_missing(true);
    runner.set_migration_table_name(table).run_async(&mut client).await
}

fn names(report: &Report) -> Vec<String> {
    report.applied_migrations().iter().map(ToString::to_string).collect()
}

/// One of each kind of file that provost knows.
fn every_kind() -> Trial {
    Trial::new()
        .file("V1__init.sql", "create table a (id int);\r\ninsert into a values (1);\r\n")
        .file("V1__init.down.sql", "drop table a;\n")
        .file("V2__index.sql", "-- no-transaction\ncreate index concurrently a_id on a (id);\n")
        .file("U3__größe.sql", "create table groesse (id int);\n")
        .file("V0004__wrapped.sql", "begin;\ncreate table b (id int);\ncommit;\n")
        .file("V7__Late_One.sql", "create table c (id int);\n")
        .file("R__views.sql", "create or replace view v as select id from a;\n")
}

#[tokio::test]
async fn refinery_has_nothing_to_do_where_provost_was() {
    let trial = every_kind();
    trial.done("up --out-of-order apply");
    let report = refinery(&trial, "provost.history").await.unwrap();
    assert_eq!(names(&report), Vec::<String>::new());
    assert!(trial.done("up --out-of-order apply").out.contains("nothing to do"));
}

#[tokio::test]
async fn provost_has_nothing_to_do_where_refinery_was_and_they_take_turns() {
    let trial = Trial::new()
        .file("V1__init.sql", "create table a (id int);\n")
        .file("V2__users.sql", "create table users (id int);\n");
    assert_eq!(names(&refinery(&trial, THEIRS).await.unwrap()), ["V1__init", "V2__users"]);
    let status = trial.done(&format!("status --check {WITH_THEIRS}"));
    assert!(status.out.contains("2 applied in public.refinery_schema_history"), "{status}");
    assert!(trial.done(&format!("up {WITH_THEIRS}")).out.contains("nothing to do"));

    trial.write("V3__ours.sql", "create table ours (id int);\n");
    assert!(trial.done(&format!("up {WITH_THEIRS}")).out.contains("applied 1 migration: V003"));
    assert_eq!(names(&refinery(&trial, THEIRS).await.unwrap()), Vec::<String>::new());

    trial.write("V4__theirs.sql", "create table theirs (id int);\n");
    assert_eq!(names(&refinery(&trial, THEIRS).await.unwrap()), ["V4__theirs"]);
    trial.done(&format!("status --check {WITH_THEIRS}"));
    assert!(trial.done(&format!("up {WITH_THEIRS}")).out.contains("nothing to do"));
    assert!(trial.done(&format!("verify {WITH_THEIRS}")).err.is_empty());
}

#[tokio::test]
async fn a_gap_that_a_u_file_fills_is_filled_by_either() {
    for by_us in [true, false] {
        let trial = Trial::new()
            .file("V1__init.sql", "create table a (id int);\n")
            .file("V5__later.sql", "create table later (id int);\n");
        trial.done("up --out-of-order apply");
        trial.write("U3__between.sql", "create table between_them (id int);\n");
        if by_us {
            assert!(trial.done("up").out.contains("applied 1 migration: V003"));
            assert_eq!(names(&refinery(&trial, "provost.history").await.unwrap()), Vec::<String>::new());
        } else {
            assert_eq!(names(&refinery(&trial, "provost.history").await.unwrap()), ["U3__between"]);
            assert!(trial.done("up").out.contains("nothing to do"));
        }
    }
}

#[tokio::test]
async fn both_stop_at_the_same_disagreements() {
    type Change = fn(&Trial);
    let changes: [(&str, Change); 4] = [
        ("an edited file", |trial| trial.write("V1__init.sql", "create table a (id bigint);\n")),
        ("a renamed file", |trial| {
            trial.remove("V2__users.sql");
            trial.write("V2__people.sql", "create table users (id int);\n");
        }),
        ("a missing file", |trial| trial.remove("V1__init.sql")),
        ("a late file", |trial| trial.write("V0__late.sql", "create table late (id int);\n")),
    ];
    for (what, change) in changes {
        let trial = Trial::new()
            .file("V1__init.sql", "create table a (id int);\n")
            .file("V2__users.sql", "create table users (id int);\n");
        trial.done("up");
        change(&trial);
        assert_eq!(trial.refused("up").code, 3, "{what}");
        assert!(refinery(&trial, "provost.history").await.is_err(), "{what}");
    }
}

#[tokio::test]
async fn what_provost_undid_refinery_applies_again() {
    let trial = Trial::new()
        .file("V1__init.sql", "create table a (id int);\n")
        .file("V2__users.sql", "create table users (id int);\n")
        .file("V2__users.down.sql", "drop table users;\n");
    trial.done("up");
    trial.done("down --yes");
    assert_eq!(names(&refinery(&trial, "provost.history").await.unwrap()), ["V2__users"]);
    assert!(trial.done("up").out.contains("nothing to do"));
}

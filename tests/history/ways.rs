//! Ways to go: part of it, back, again, all at once, and files that run again.

use crate::world::World;

fn three() -> World {
    World::new(&[
        ("V001__a.sql", "create table a (id int);\n"),
        ("V001__a.down.sql", "drop table a;\n"),
        ("V002__b.sql", "create table b (id int);\n"),
        ("V002__b.down.sql", "drop table b;\n"),
        ("V003__c.sql", "create table c (id int);\n"),
        ("V003__c.down.sql", "drop table c;\n"),
    ])
}

#[test]
fn part_of_the_way_and_back() {
    let world = three();
    world.ok(&["up", "--to", "+1"]);
    assert_eq!(world.versions(), "1");
    world.ok(&["up", "--to", "V002"]);
    assert_eq!(world.versions(), "1 2");
    world.ok(&["up", "--to", "+5"]);
    assert_eq!(world.versions(), "1 2 3");
    world.ok(&["down", "--yes"]);
    assert_eq!(world.versions(), "1 2");
    world.ok(&["up"]);
    world.ok(&["down", "--to", "V001", "--yes"]);
    assert_eq!(world.versions(), "1");
    world.ok(&["up"]);
    world.ok(&["down", "--to", "-2", "--yes"]);
    assert_eq!(world.versions(), "1");
    world.ok(&["down", "--to", "0", "--yes"]);
    assert_eq!((world.versions(), world.value("select to_regclass('a')")), (String::new(), String::new()));
}

#[test]
fn down_asks_and_redo_does_both() {
    let world = three();
    world.ok(&["up"]);
    let unasked = world.migrate(&["down"]);
    assert_eq!((unasked.code, world.versions()), (5, "1 2 3".into()), "{}", unasked.err);
    world.sql("insert into c values (1)");
    world.ok(&["redo", "--yes"]);
    assert_eq!((world.versions(), world.value("select count(*) from c")), ("1 2 3".into(), "0".into()));
    world.ok(&["redo", "3", "--yes"]);
    assert_eq!(world.versions(), "1 2 3");
}

#[test]
fn all_or_nothing() {
    let world = three();
    world.file("V004__bad.sql", "create table d (id int);\nselect 1 / 0;\n");
    let said = world.migrate(&["up", "--single-transaction"]);
    assert_eq!(said.code, 6, "{}", said.err);
    assert!(said.err.contains("V004__bad.sql:2:1 (statement 2 of 2)"), "{}", said.err);
    assert_eq!((world.versions(), world.value("select to_regclass('a')")), (String::new(), String::new()));
    world.file("V004__bad.sql", "create table d (id int);\n");
    world.ok(&["up", "--single-transaction"]);
    assert_eq!(world.versions(), "1 2 3 4");
}

#[test]
fn a_repeatable_file_runs_again_when_it_changes() {
    let world = three();
    world.file("R__views.sql", "create or replace view v as select 1 as one;\n");
    world.ok(&["up"]);
    assert_eq!(world.ok(&["up"]), "nothing to do\n");
    world.file("R__views.sql", "create or replace view v as select 1 as one, 2 as two;\n");
    let plan = world.ok(&["plan"]);
    assert!(plan.contains("repeat R__views"), "{plan}");
    assert_eq!(world.migrate(&["status", "--check"]).code, 1);
    world.ok(&["up"]);
    assert_eq!(world.value("select two from v"), "2");
    assert_eq!(world.migrate(&["status", "--check"]).code, 0);
}

#[test]
fn steps_that_lose_data_are_asked_for_by_name() {
    let world = three();
    world.ok(&["up"]);
    world.file("V004__drop.sql", "drop table a;\n");
    let refused = world.migrate(&["up"]);
    assert_eq!((refused.code, world.versions()), (5, "1 2 3".into()), "{}", refused.err);
    assert!(refused.err.contains("V004") && refused.err.contains("line 1"), "{}", refused.err);
    world.ok(&["up", "--yes"]);
    assert_eq!(world.versions(), "1 2 3 4");
}

#[test]
fn a_no_transaction_file_and_what_stands_beside_the_history() {
    let world = three();
    world.file("V004__index.sql", "-- no-transaction\ncreate index concurrently a_id on a (id);\nvacuum a;\ninsert into a values (1);\n");
    world.ok(&["up"]);
    assert_eq!(world.value("select indisvalid from pg_index where indexrelid = 'a_id'::regclass"), "t");
    assert_eq!(world.value("select mode from provost.applied where version = 4"), "no-transaction");
    assert_eq!(world.value("select count(*) from provost.journal"), "0");
    assert_eq!(world.value("select down_sql from provost.applied where version = 3"), "drop table c;\n");
    let status = world.ok(&["status", "--format", "json"]);
    let status: serde_json::Value = serde_json::from_str(&status).unwrap();
    assert_eq!(status["migrations"][3]["mode"], "no-transaction");
}

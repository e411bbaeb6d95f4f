//! JSON documents: valid, alone on standard output, and the same tomorrow.

use crate::pin;
use crate::trial::{Said, Trial};

fn project() -> Trial {
    Trial::new()
        .file("V1__init.sql", "create table a (id int);\n")
        .file("V1__init.down.sql", "drop table a;\n")
        .file("V2__index.sql", "-- no-transaction\ncreate index concurrently a_id on a (id);\n")
        .file("V3__drop.sql", "alter table a drop column id;\n")
        .file("R__views.sql", "create or replace view v as select 1 as one;\n")
}

/// Standard output must be one document, whatever stands on standard error.
fn document(said: &Said) -> serde_json::Value {
    serde_json::from_str(&said.out).unwrap_or_else(|error| panic!("{error}: {said}"))
}

#[test]
fn a_plan_and_what_became_of_it() {
    let trial = project();
    let plan = trial.done("plan --format json");
    assert_eq!(document(&plan)["format"], "provost.plan/1");
    let dry = trial.done("up --dry-run --format json");
    assert_eq!(document(&plan), document(&dry), "a preview is the plan");
    let up = trial.done("up --format json");
    assert_eq!(document(&up)["done"].as_array().unwrap().len(), 5);
    let nothing = trial.done("up --format json");
    assert_eq!(document(&nothing)["done"].as_array().unwrap().len(), 0);
    pin!(format!("{plan}{up}{nothing}"));
}

#[test]
fn the_state_of_each_migration() {
    let trial = project();
    trial.done("up --to V2");
    trial.write("V1__init.sql", "create table a (id bigint);\n");
    let status = trial.done("status --format json");
    document(&status);
    pin!(status);
}

#[test]
fn an_undoing() {
    let trial = project();
    trial.done("up --to V1");
    let asked = trial.refused("down --format json");
    assert_eq!(document(&asked)["error"]["exit_code"], 5);
    let down = trial.done("down --yes --format json");
    assert_eq!(document(&down)["done"].as_array().unwrap().len(), 1);
    pin!(format!("{asked}{down}"));
}

#[test]
fn a_failure_before_and_one_in_the_middle() {
    let trial = project().file("V4__bad.sql", "create table b (id int);\n\nselect nope;\n");
    let middle = trial.run("up --format json");
    let body = document(&middle);
    assert_eq!((middle.code, &body["error"]["kind"]), (7, &"part-way".into()));
    trial.write("V1__x.sql", "select 1;\n");
    let before = trial.refused("plan --format json");
    assert_eq!(document(&before)["error"]["exit_code"], 3);
    pin!(format!("{middle}{before}"));
}

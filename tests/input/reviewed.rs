//! A plan that was written down and reviewed: it runs as it was, or not at all.

use crate::pin;
use crate::trial::Trial;

fn planned() -> Trial {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    trial.done("up");
    trial.write("V2__b.sql", "create table b (id int);\n");
    trial.write("V3__c.sql", "create table c (id int);\n");
    trial.done("plan --to V2 --out plan.json");
    trial
}

#[test]
fn an_unchanged_plan_runs_as_far_as_it_goes() {
    let trial = planned();
    let said = trial.done("up --plan plan.json");
    assert_eq!(trial.ask("select concat(to_regclass('b')::text, to_regclass('c')::text)"), "b");
    pin!(said);
}

#[test]
fn files_that_come_after_what_was_planned_do_no_harm() {
    let trial = planned();
    trial.write("V4__d.sql", "create table d (id int);\n");
    pin!(trial.done("up --plan plan.json"));
}

#[test]
fn a_plan_is_refused_when_its_files_moved() {
    let trial = planned();
    trial.write("V2__b.sql", "create table b (id bigint);\n");
    let said = trial.refused("up --plan plan.json");
    assert_eq!(said.code, 5);
    pin!(said);
}

#[test]
fn a_plan_is_refused_when_history_moved() {
    let trial = planned();
    trial.done("up --to V2");
    let said = trial.refused("up --plan plan.json");
    assert_eq!(said.code, 5);
    pin!(said);
}

#[test]
fn a_plan_is_refused_for_another_database() {
    let (trial, other) = (planned(), planned());
    let plan = std::fs::read(trial.project.path("plan.json")).unwrap();
    other.project.write("plan.json", plan);
    let said = other.refused("up --plan plan.json");
    assert_eq!(said.code, 5);
    pin!(said.to_string().replace(&trial.database.name, "OTHER"));
}

#[test]
fn a_plan_that_is_none() {
    let trial = planned();
    let good = std::fs::read_to_string(trial.project.path("plan.json")).unwrap();
    let mut all = String::new();
    for (what, text) in [
        ("garbage", "\u{1b}[2Jhello".to_owned()),
        ("another document", r#"{"format_version": "1.2", "planned_values": {}}"#.to_owned()),
        ("a later format", good.replace("provost.plan/1", "provost.plan/99")),
        ("half of it", good.split("\"host\"").next().unwrap().to_owned()),
        ("an array", "[]".to_owned()),
    ] {
        trial.project.write("plan.json", text);
        let said = trial.refused("up --plan plan.json");
        assert_eq!(said.code, 3, "{said}");
        all += &format!("# {what}\n{said}");
    }
    all += &trial.refused("up --plan nowhere.json").to_string();
    all += &trial.refused("plan --out nowhere/plan.json").to_string();
    pin!(all);
}

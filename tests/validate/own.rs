//! A project's own checks: good ones count like ours, bad ones are refused or cut with a message that helps.

use crate::scene::Scene;
use crate::support::Run;

const GOOD: &str = "-- An order has no customer.\n--\n-- Why: nobody pays it.\n--\n-- Mend: find out whose it is.\n\
    select 'error' as severity, o.id::text as object, format('order %s has no customer', o.id) as message, null::text as fix\n\
    from orders o where o.customer is null\n";

fn shop() -> Scene {
    let scene = Scene::new();
    scene.does("create table orders (id int primary key, customer int); insert into orders values (1, 1), (2, null); alter table orders enable row level security; alter table orders owner to postgres");
    scene
}

/// Runs one check of the project, whose message a person reads.
fn told(sql: &str) -> String {
    let scene = shop();
    scene.project.write("checks/orders.sql", sql);
    let Run { code, out, err } =
        scene.run(&["validate", "--check", "orders", "--statement-timeout", "300ms"]);
    assert_eq!(code, 3, "{out}{err}");
    assert!(out.contains("[orders]"), "the report tells it as well: {out}");
    err.replace(&scene.database.name, "DATABASE")
}

#[test]
fn a_projects_check_counts_like_ours() {
    let scene = shop();
    scene.project.write("checks/orders.sql", GOOD);
    assert_eq!(scene.found("orders"), [("error".to_owned(), "2".to_owned())]);
    let explained = scene.run(&["validate", "--explain", "orders"]);
    assert!(
        explained.out.starts_with("An order has no customer.\n\nWhy: nobody pays it.\n"),
        "{}",
        explained.out
    );
    let sarif = scene.run(&["validate", "--format", "sarif"]);
    let log: serde_json::Value = serde_json::from_str(&sarif.out).unwrap();
    let result = &log["runs"][0]["results"];
    let mine = result.as_array().unwrap().iter().find(|it| it["ruleId"] == "orders").unwrap();
    assert_eq!(mine["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "checks/orders.sql");
    let junit = scene.run(&["validate", "--format", "junit"]);
    assert!(
        junit.out.contains("name=\"sequence-behind\"/>") && junit.out.contains("<failure type=\"orders\""),
        "{}",
        junit.out
    );
    scene.project.write("checks/orders.md", "A page of its own.\n");
    assert_eq!(scene.run(&["validate", "--explain", "orders"]).out, "A page of its own.\n");
    scene.does("delete from orders where customer is null");
    assert_eq!(scene.found("orders"), []);
}

#[test]
fn warnings_count_when_asked() {
    let scene = shop();
    scene.project.write("checks/orders.sql", GOOD.replace("'error'", "'warning'"));
    assert_eq!(scene.run(&["validate", "--check", "orders"]).code, 0);
    assert_eq!(scene.run(&["validate", "--check", "orders", "--strict"]).code, 1);
}

#[test]
fn a_check_that_writes() {
    insta::assert_snapshot!(told(
        "with gone as (delete from orders returning *)\nselect 'error' as severity, id::text as object, 'x' as message, null::text as fix from gone"
    ));
}

#[test]
fn a_statement_that_is_no_query() {
    insta::assert_snapshot!(told("delete from orders"));
}

#[test]
fn a_check_that_runs_for_ever() {
    insta::assert_snapshot!(told(
        "select 'error' as severity, 'x' as object, pg_sleep(3600)::text as message, null::text as fix"
    ));
}

#[test]
fn a_check_with_other_columns() {
    insta::assert_snapshot!(told("select id, customer from orders"));
}

#[test]
fn a_check_with_another_type() {
    insta::assert_snapshot!(told(
        "select 'error' as severity, id as object, 'x' as message, null::text as fix from orders"
    ));
}

#[test]
fn a_check_with_another_severity() {
    insta::assert_snapshot!(told(
        "select 'fatal' as severity, 'x' as object, 'x' as message, null::text as fix"
    ));
}

#[test]
fn a_check_with_a_slip_of_the_pen() {
    insta::assert_snapshot!(told(
        "select 'error' as severity, 'x' as object, 'x' as message, null::text as fix\nfrom orders\nwhere customr is null"
    ));
}

#[test]
fn a_check_with_a_parameter() {
    insta::assert_snapshot!(told(
        "select 'error' as severity, 'x' as object, $1::text as message, null::text as fix"
    ));
}

#[test]
fn a_million_rows_are_cut_and_never_made() {
    let scene = shop();
    scene.project.write("checks/orders.sql", "select 'error' as severity, generate_series(1, 1000000000000)::text as object, repeat('x', 1000) as message, null::text as fix");
    let run = scene.run(&["validate", "--check", "orders", "--format", "jsonl"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert_eq!(run.out.lines().filter(|line| line.starts_with("{\"finding\":")).count(), 1001);
    assert!(run.out.contains("`orders` finds more than 1000 things; only 1000 are told"));
}

#[test]
fn one_bad_check_does_not_hide_what_the_others_find() {
    let scene = shop();
    scene.project.write("checks/bad.sql", "select nope");
    scene.project.write("checks/orders.sql", GOOD);
    let run = scene.run(&["validate"]);
    assert_eq!(run.code, 3, "{}", run.err);
    assert!(
        run.out.contains("order 2 has no customer") && run.out.contains("could not run the check `bad`"),
        "{}",
        run.out
    );
}

#[test]
fn a_second_statement_is_refused_before_anything_is_asked() {
    let scene = shop();
    scene.project.write("checks/orders.sql", "select 1;\ncommit;\n");
    let run = scene.run(&["validate"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    insta::assert_snapshot!(run.err);
}

#[test]
fn a_folder_that_is_not_there() {
    let scene = shop();
    std::fs::remove_dir_all(scene.project.path("checks")).unwrap();
    let run = scene.run(&["validate"]);
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    insta::assert_snapshot!(run.err);
}

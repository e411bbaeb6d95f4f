//! Files that are not what history remembers: edited, renamed, removed, late, or with a number missing between them.

use crate::pin;
use crate::trial::Trial;

const INIT: &str = "create table a (\n    id int\n);\n";

fn two_applied() -> Trial {
    let trial =
        Trial::new().file("V1__init.sql", INIT).file("V2__users.sql", "create table users (id int);\n");
    trial.done("up");
    trial
}

#[test]
fn a_file_edited_after_it_was_applied() {
    let trial = two_applied();
    let mut all = String::new();
    for (what, sql) in [
        ("other SQL", INIT.replace("id int", "id bigint")),
        ("white space", INIT.replace("    ", "\t")),
        ("line ends", INIT.replace('\n', "\r\n")),
        ("a comment", format!("-- the first one\n{INIT}")),
    ] {
        trial.write("V1__init.sql", sql);
        all += &format!("# {what}\n{}{}", trial.refused("up"), trial.done("status"));
    }
    pin!(all);
}

#[test]
fn a_file_renamed_after_it_was_applied() {
    let trial = two_applied();
    trial.remove("V2__users.sql");
    trial.write("V2__accounts.sql", "create table users (id int);\n");
    pin!(trial.refused("up"));
}

#[test]
fn a_file_that_is_gone() {
    let trial = two_applied();
    trial.remove("V1__init.sql");
    pin!(format!("{}{}{}", trial.refused("up"), trial.done("status"), trial.refused("status --check")));
}

#[test]
fn many_disagreements_are_counted() {
    let trial = Trial::new();
    for version in 1..=7 {
        trial.write(&format!("V{version}__t.sql"), format!("create table t{version} (id int);\n"));
    }
    trial.done("up");
    for version in 1..=7 {
        trial.write(&format!("V{version}__t.sql"), format!("create table u{version} (id int);\n"));
    }
    pin!(trial.refused("up"));
}

#[test]
fn a_number_is_missing() {
    let trial = two_applied();
    trial.write("V4__grades.sql", "create table grades (id int);\n");
    let refused = trial.refused("up");
    let warned = trial.run("plan --out-of-order warn");
    pin!(format!("{refused}{warned}{}", trial.done("up --out-of-order apply")));
}

#[test]
fn numbers_may_begin_anywhere() {
    let trial =
        Trial::new().file("V100__init.sql", INIT).file("V101__users.sql", "create table users (id int);\n");
    pin!(trial.done("up"));
}

#[test]
fn a_file_that_comes_late() {
    let trial = Trial::new().file("V1__init.sql", INIT).file("V3__c.sql", "create table c (id int);\n");
    trial.done("up --out-of-order apply");
    trial.write("V2__b.sql", "create table b (id int);\n");
    trial.write("V4__d.sql", "create table d (id int);\n");
    let refused = trial.refused("up");
    let left_out = trial.done("up --out-of-order warn");
    assert_eq!(trial.ask("select concat(to_regclass('b')::text, to_regclass('d')::text)"), "d");
    let status = trial.done("status");
    let applied = trial.done("up --out-of-order apply");
    assert_eq!(trial.ask("select concat(to_regclass('b')::text, to_regclass('d')::text)"), "bd");
    pin!(format!("{refused}{left_out}{status}{applied}"));
}

#[test]
fn a_time_stamped_file_that_comes_late() {
    let trial = Trial::new()
        .file("20260101000000_init.sql", INIT)
        .file("20260301000000_c.sql", "create table c (id int);\n");
    trial.done("up");
    trial.write("20260201000000_b.sql", "create table b (id int);\n");
    pin!(trial.refused("up"));
}

#[test]
fn a_time_stamp_where_the_history_counts_in_int4() {
    let trial = two_applied();
    trial.write("20260801120000_late.sql", "create table late (id int);\n");
    pin!(trial.refused("up"));
}

#[test]
fn goals_that_are_none() {
    let trial = two_applied();
    pin!(format!(
        "{}{}{}{}",
        trial.refused("up --to 7"),
        trial.refused("up --to -1"),
        trial.refused("down --to +1 --yes"),
        trial.refused("down --to 5 --yes")
    ));
}

#[test]
fn down_asks_first_and_needs_a_down_file() {
    let trial = two_applied();
    let no_file = trial.refused("down --yes");
    trial.write("V2__users.down.sql", "drop table users;\n");
    let no_terminal = trial.refused("down");
    trial.remove("V2__users.sql");
    trial.remove("V2__users.down.sql");
    pin!(format!("{no_file}{no_terminal}{}", trial.refused("down --yes")));
}

//! Errors of the server inside of a file: the line, the caret, and everything that the server has to say.

use crate::pin;
use crate::trial::{Said, Trial};

/// Applies a good first file, then a second one that must fail and leave nothing.
fn fails(sql: &str) -> Said {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int primary key, name text);\n");
    trial.done("up");
    trial.write("V2__more.sql", sql);
    let said = trial.refused("up");
    assert_eq!(said.code, 6, "{said}");
    said
}

#[test]
fn the_third_statement_names_its_line() {
    pin!(fails(
        "create table b (id int);\n\ninsert into b values (1);\nalter table nope add column x int;\nselect 1;\n"
    ));
}

#[test]
fn the_caret_stands_right_behind_characters_of_several_bytes() {
    pin!(fails(
        "-- Größen für alle 日本 🎓\ninsert into a values (1, 'Ärger 🎓'); select 'ü', nope from a;\n"
    ));
}

#[test]
fn the_caret_stands_right_behind_a_wrapping_begin() {
    pin!(fails(
        "BEGIN /* für alle 🎓 */ ;\ninsert into a values (1, 'ü');\nselect nope\n  from a;\nCOMMIT;\n"
    ));
}

#[test]
fn the_caret_stands_right_in_a_file_without_a_transaction() {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    trial.done("up");
    trial.write(
        "V2__more.sql",
        "-- no-transaction\n-- für alle 🎓\ninsert into a values (1);\n/* ü */ select nope from a;\n",
    );
    let failed = trial.run("up");
    let status = trial.done("status");
    trial.write(
        "V2__more.sql",
        "-- no-transaction\n-- für alle 🎓\ninsert into a values (1);\n/* ü */ select id from a;\n",
    );
    let healed = trial.done("up");
    assert_eq!(trial.ask("select count(*)::text from a"), "1");
    pin!(format!("{failed}{status}{healed}"));
}

#[test]
fn a_changed_statement_that_is_done_stops_the_rest() {
    let trial = Trial::new()
        .file("V1__init.sql", "-- no-transaction\ncreate table a (id int);\nselect nope from a;\n");
    assert_eq!(trial.run("up").code, 7);
    trial.write("V1__init.sql", "-- no-transaction\ncreate table a (id bigint);\nselect id from a;\n");
    pin!(trial.refused("up"));
}

#[test]
fn an_error_inside_of_a_function_shows_its_context() {
    pin!(fails(
        "create function f(n int) returns int language plpgsql as $$\nbegin\n  return 1 / n;\nend $$;\nselect f(0);\n"
    ));
}

#[test]
fn an_error_inside_of_a_do_block_shows_its_context() {
    pin!(fails("do $$\nbegin\n  perform 1;\n  update nope set x = 1;\nend $$;\n"));
}

#[test]
fn detail_and_hint_of_the_server_are_shown() {
    let duplicate = fails("insert into a values (1, 'x');\ninsert into a values (1, 'y');\n");
    let raised = fails(
        "do $$ begin raise exception 'not today' using detail = 'it rains', hint = 'take a coat', errcode = 'P0009'; end $$;\n",
    );
    pin!(format!("{duplicate}{raised}"));
}

#[test]
fn syntax_errors_point_at_the_word() {
    let word = fails("create table b (id int);\ncreate tabel c (id int);\n");
    let end = fails("create table b (id int);\ncreate table c (id int\n");
    pin!(format!("{word}{end}"));
}

#[test]
fn an_error_that_comes_at_commit_says_so() {
    pin!(fails(
        "create table b (id int references a (id) deferrable initially deferred);\ninsert into b values (7);\n"
    ));
}

#[test]
fn the_files_before_stay_and_those_behind_do_not_run() {
    let trial = Trial::new();
    for version in 1..=6 {
        trial.write(&format!("V{version}__t.sql"), format!("create table t{version} (id int);\n"));
    }
    trial.write("V4__t.sql", "create table t4 (id int);\nselect 1 / 0;\n");
    let said = trial.run("up");
    assert_eq!(
        trial.ask("select string_agg(relname, ' ' order by relname) from pg_class where relname ~ '^t.$'"),
        "t1 t2 t3"
    );
    assert_eq!(
        trial.ask("select string_agg(version::text, ' ' order by version) from provost.history"),
        "1 2 3"
    );
    let again = trial.refused("up");
    let single = trial.refused("up --single-transaction");
    pin!(format!("{said}{again}{single}"));
}

#[test]
fn a_single_transaction_leaves_nothing() {
    let trial = Trial::new().file("V1__init.sql", "create table a (id int);\n");
    trial.done("up");
    trial.write("V2__b.sql", "create table b (id int);\n");
    trial.write("V3__c.sql", "create table c (id int);\nselect nope;\n");
    pin!(trial.refused("up --single-transaction"));
}

#[test]
fn an_undoing_that_fails_points_into_the_down_file() {
    let trial = Trial::new()
        .file("V1__init.sql", "create table a (id int);\ncreate view v as select id from a;\n")
        .file("V1__init.down.sql", "-- all of it\ndrop table a;\n");
    trial.done("up");
    pin!(trial.refused("down --yes"));
}

#[test]
fn a_repeatable_file_that_fails() {
    let trial = Trial::new()
        .file("V1__init.sql", "create table a (id int);\n")
        .file("R__views.sql", "create or replace view v as\nselect nope from a;\n");
    pin!(trial.run("up"));
}

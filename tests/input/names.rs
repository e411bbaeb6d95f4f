//! File names that are none, as other tools and other habits write them.

use crate::pin;
use crate::trial::Trial;

#[test]
fn each_odd_name_gets_the_one_that_was_meant() {
    let trial = Trial::new();
    let names = [
        "V1__add-users.sql",
        "V1__Add Users.sql",
        "V1__ADD.SQL",
        "v1__init.sql",
        "V1.1__init.sql",
        "V1_init.sql",
        "V__init.sql",
        "000001_init.up.sql",
        "000001_init.down.sql",
        "20260801120000_init.up.sql",
        "20260801120000_init.down.sql",
        "20260801120000-init.sql",
        "20260801120000_add-users.sql",
        "20260801_init.sql",
        "1_init.sql",
        "init.sql",
        "R_views.sql",
        "r__views.sql",
        "V1__init.up.sql",
        "V1__.sql",
        "V99999999999999999999__init.sql",
        ".#V1__init.sql",
        "V1__naïve.sql.sql",
    ];
    let mut all = String::new();
    for name in names {
        trial.write(name, "create table a (id int);\n");
        all += &trial.refused("up").to_string();
        trial.remove(name);
    }
    pin!(all);
}

#[test]
fn all_faults_of_a_folder_are_told_at_once() {
    let trial = Trial::new()
        .file("V1__init.sql", "create table a (id int);")
        .file("V2__add-users.sql", "create table b (id int);")
        .file("v3__c.sql", "create table c (id int);")
        .file("notes.txt", "no SQL, no matter");
    pin!(trial.refused("up"));
}

#[test]
fn two_files_of_one_version() {
    let trial = Trial::new()
        .file("V1__init.sql", "create table a (id int);")
        .file("V001__users.sql", "create table b (id int);");
    pin!(trial.refused("up"));
}

#[test]
fn an_undo_file_of_flyway_beside_its_versioned_file() {
    let trial =
        Trial::new().file("V1__init.sql", "create table a (id int);").file("U1__init.sql", "drop table a;");
    pin!(trial.refused("up"));
}

#[test]
fn a_down_file_whose_up_file_is_missing() {
    let trial = Trial::new()
        .file("V1__init.sql", "create table a (id int);")
        .file("V1__initial.down.sql", "drop table a;");
    pin!(trial.refused("up"));
}

#[test]
fn a_folder_inside_of_the_folder() {
    let trial = Trial::new()
        .file("V1__init.sql", "create table a (id int);")
        .file("archive/V2__old.sql", "create table b (id int);");
    pin!(trial.refused("up"));
}

#[test]
fn a_folder_that_is_not_there_and_one_that_is_empty() {
    let trial = Trial::new();
    let missing = trial.refused("up --migrations sqll");
    let empty = trial.done("up");
    pin!(format!("{missing}{empty}"));
}

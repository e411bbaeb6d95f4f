//! `baseline`: a database that has the tables already.

use crate::world::World;

fn files() -> World {
    World::new(&[
        ("V001__people.sql", "create table people (id int);\ncreate index people_id on people (id);\n"),
        ("V002__fill.sql", "insert into people values (1);\n"),
        (
            "V003__names.sql",
            "alter table people add column name text;\ncreate function hello() returns int language sql as 'select 1';\n",
        ),
        ("V004__later.sql", "create view everybody as select * from people;\n"),
    ])
}

#[test]
fn up_to_a_version_that_a_person_names() {
    let world = files();
    world.sql("create table people (id int)");
    let plan = world.ok(&["baseline", "V001", "--dry-run"]);
    assert!(plan.contains("record V001") && !plan.contains("V002"), "{plan}");
    world.ok(&["baseline", "V001", "--yes"]);
    assert_eq!(world.versions(), "1");
    world.ok(&["up"]);
    assert_eq!(world.value("select count(*) from people"), "1");
    let none = world.migrate(&["baseline", "V009", "--yes"]);
    assert_eq!((none.code, none.err.contains("the files go from V001 to V004")), (3, true), "{}", none.err);
}

#[test]
fn detected_by_what_the_files_make() {
    let world = files();
    world.sql(
        "create table people (id int, name text); create index people_id on people (id);
               create function hello() returns int language sql as 'select 1'",
    );
    world.ok(&["baseline", "--detect", "--yes"]);
    assert_eq!(world.versions(), "1 2 3", "a file without objects goes with its neighbours");
    world.ok(&["up"]);
    assert_eq!(world.versions(), "1 2 3 4");
}

#[test]
fn a_half_made_file_is_not_guessed_at() {
    let world = files();
    world.sql("create table people (id int)");
    let half = world.migrate(&["baseline", "--detect", "--yes"]);
    assert_eq!(half.code, 3);
    assert!(half.err.contains("some of its objects are in the database, some are not"), "{}", half.err);
    world.sql(
        "drop table people; create function hello() returns int language sql as 'select 1';
               create table other (id int, name text); create view everybody as select 1 as one",
    );
    let later = world.migrate(&["baseline", "--detect", "--yes"]);
    assert_eq!((later.code, later.err.contains("cannot tell whether")), (3, true), "{}", later.err);
    assert_eq!(world.value("select to_regclass('provost.history')"), "", "nothing was written");
}

#[test]
fn an_empty_database_has_nothing_to_record() {
    assert_eq!(files().ok(&["baseline", "--detect", "--yes"]), "nothing to do\n");
}

//! `verify` and `repair`: what was changed behind history's back, told apart and mended.

use crate::world::World;

const GRADES: &str = "-- grades\ncreate table grades (\n    id int\n);\n";

fn applied() -> World {
    let world =
        World::new(&[("V001__grades.sql", GRADES), ("V002__marks.sql", "create table marks (id int);\n")]);
    world.ok(&["up"]);
    assert_eq!(world.migrate(&["verify"]).code, 0);
    world
}

#[test]
fn kinds_of_change_are_told_apart() {
    let world = applied();
    for (text, kind) in [
        (GRADES.replace('\n', "\r\n"), "only its line ends"),
        (GRADES.replace("    ", "\t"), "only white space"),
        (GRADES.replace("-- grades", "-- marks of students"), "only comments"),
        (GRADES.replace("id int", "id bigint"), "its SQL"),
    ] {
        world.file("V001__grades.sql", &text);
        let verify = world.migrate(&["verify"]);
        assert_eq!(verify.code, 1, "{}", verify.err);
        assert!(
            verify.out.contains(kind) && verify.out.contains("[history-checksum]"),
            "{kind}: {}",
            verify.out
        );
        let up = world.migrate(&["up"]);
        assert_eq!(up.code, 3, "{}", up.err);
        assert!(up.err.contains(kind) && up.err.contains("database: unchanged"), "{kind}: {}", up.err);
        assert!(up.err.contains("repair --checksum V001"), "{}", up.err);
    }
}

#[test]
fn a_changed_file_is_accepted_after_its_difference_was_shown() {
    let world = applied();
    world.file("V001__grades.sql", &GRADES.replace("id int", "id bigint"));
    let asked = world.migrate(&["repair", "--checksum", "V001"]);
    assert_eq!(asked.code, 5, "nobody was there to agree: {}", asked.err);
    assert!(asked.err.contains("-     id int") && asked.err.contains("+     id bigint"), "{}", asked.err);
    let dry = world.ok(&["repair", "--checksum", "V001", "--dry-run"]);
    assert!(dry.contains("- V001 grades") && dry.contains("+ V001 grades"), "{dry}");
    assert_eq!(world.migrate(&["verify"]).code, 1, "a dry run changes nothing");
    world.ok(&["repair", "--checksum", "V001", "--yes"]);
    world.ok(&["verify"]);
    assert_eq!(world.ok(&["repair", "--checksum", "V001", "--yes"]), "nothing to do\n");
}

#[test]
fn rows_come_and_go_without_running_anything() {
    let world = applied();
    world.file("V003__notes.sql", "create table notes (id int);\n");
    world.ok(&["repair", "--mark-applied", "V003", "--yes"]);
    assert_eq!(
        (world.versions(), world.value("select to_regclass('notes')")),
        ("1 2 3".into(), String::new())
    );
    world.ok(&["repair", "--mark-reverted", "V003", "--yes"]);
    world.ok(&["up"]);
    assert_eq!(world.value("select to_regclass('notes')"), "notes");
    world.lose("V003__notes.sql");
    let missing = world.migrate(&["up"]);
    assert_eq!(missing.code, 3);
    assert!(
        missing.err.contains("its file is missing") && missing.err.contains("--mark-reverted V003"),
        "{}",
        missing.err
    );
    let unknown = world.migrate(&["repair", "--mark-reverted", "V009", "--yes"]);
    assert_eq!(
        (unknown.code, unknown.err.contains("V009 is not in the history")),
        (3, true),
        "{}",
        unknown.err
    );
}

#[test]
fn a_narrow_history_is_widened_for_time_stamps() {
    let world = applied();
    world.file("20260801120000_later.sql", "create table later (id int);\n");
    let refused = world.migrate(&["up"]);
    assert_eq!(refused.code, 3);
    assert!(refused.err.contains("repair --history-type int8"), "{}", refused.err);
    world.ok(&["repair", "--history-type", "int8", "--yes"]);
    world.ok(&["up"]);
    assert_eq!(world.versions(), "1 2 20260801120000");
    world.ok(&["verify"]);
}

#[test]
fn an_invalid_index_is_found() {
    let world = applied();
    world.sql("insert into marks values (1), (1)");
    let build = "create unique index concurrently marks_id on marks (id)";
    assert!(
        crate::support::wait(async { world.database.client().await.batch_execute(build).await }).is_err()
    );
    let verify = world.migrate(&["verify"]);
    assert_eq!(verify.code, 1);
    assert!(
        verify.out.contains("[invalid-index]") && verify.out.contains("public.marks_id"),
        "{}",
        verify.out
    );
}

#[test]
fn what_refinery_would_refuse_is_said() {
    let world = applied();
    world.file("V004__late.sql", "create table late (id int);\n");
    world.ok(&["up", "--out-of-order", "apply"]);
    world.file("V003__between.sql", "create table between_them (id int);\n");
    let verify = world.ok(&["verify"]);
    assert!(verify.contains("[refinery-disagrees]") && verify.contains("[out-of-order]"), "{verify}");
    world.ok(&["up", "--out-of-order", "apply"]);
    assert!(!world.ok(&["verify"]).contains("refinery"), "once applied, refinery has nothing to object to");
}

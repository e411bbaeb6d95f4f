//! What a single run does to a course stands in main's registry, as after a rollout.

use crate::scene::{Scene, value_in};
use crate::support::{TestDatabase, TestServer, process};
use std::process::Stdio;
use std::time::{Duration, Instant};

const HAS: &str = "select coalesce(version::text, 'nothing') || ' ' || (fingerprint is not null)
    from provost.course_databases";

fn course() -> (Scene, TestDatabase) {
    let (scene, own) = (Scene::new(), TestServer::fresh_database());
    let provisioned = scene.provision("cs101", &own.url, &["--allow-private"]);
    assert_eq!(provisioned.code, 0, "{provisioned}");
    assert_eq!(scene.value(HAS), "12 true");
    scene.sql("update provost.course_databases set last_seen = '2000-01-01'");
    (scene, own)
}

#[test]
fn main_is_told_what_each_verb_leaves() {
    let (scene, _own) = course();
    let on = |verb: &[&str]| {
        let words = [&["migrate"], verb, &["--course", "cs101", "--yes"]].concat();
        scene.good(&words);
        scene.value(HAS)
    };
    // Looking tells nothing; nothing to do is seen, and leaves the fingerprint.
    assert_eq!(on(&["up", "--dry-run"]), "12 true");
    let seen = "select last_seen > now() - interval '1 minute' from provost.course_databases";
    assert_eq!(scene.value(seen), "false");
    assert_eq!(on(&["up"]), "12 true");
    assert_eq!(scene.value(seen), "true");
    assert_eq!(on(&["down"]), "11 false");
    assert_eq!(on(&["up"]), "12 false");
    scene.sql("update provost.course_databases set fingerprint = 'one'");
    assert_eq!(on(&["redo"]), "12 false");
    assert_eq!(on(&["repair", "--mark-reverted", "12"]), "11 false");
    assert_eq!(on(&["repair", "--mark-applied", "12"]), "12 false");
    scene.project.write("sql/course/R__view.sql", "create or replace view public.one as select 1 as one;\n");
    scene.sql("update provost.course_databases set fingerprint = 'one'");
    assert_eq!(on(&["up"]), "12 false");
    assert_eq!(on(&["down", "--to", "0"]), "nothing false");
}

#[test]
fn a_run_that_failed_part_way_is_told_as_far_as_it_came() {
    let (scene, _own) = course();
    scene.project.write("sql/course/V013__good.sql", "select 1;\n");
    scene.project.write("sql/course/V014__bad.sql", "select 1 / 0;\n");
    let part_way = scene.run(&["migrate", "up", "--course", "cs101"]);
    assert_eq!(part_way.code, 7, "{part_way}");
    assert_eq!(scene.value(HAS), "13 false");
    scene.sql("update provost.course_databases set last_seen = '2000-01-01'");
    let again = scene.run(&["migrate", "up", "--course", "cs101"]);
    assert_eq!(again.code, 6, "{again}");
    assert_eq!(scene.value("select last_seen = '2000-01-01' from provost.course_databases"), "true");
}

#[test]
fn a_main_that_cannot_note_it_is_a_warning_with_the_way_to_mend_it() {
    let (scene, own) = course();
    scene.sql(
        "create function provost.trap() returns trigger language plpgsql as
            'begin raise exception ''the disk of main is full''; end';
         create trigger trap before update on provost.course_databases
            for each row execute function provost.trap()",
    );
    scene.project.write("sql/course/V013__nothing.sql", "select 1;\n");
    let up = scene.good(&["migrate", "up", "--course", "cs101", "-q"]);
    assert!(up.out.contains("applied 1 migration"), "{up}");
    assert_eq!(value_in(&own, "select max(version) from provost.history"), "13");
    for said in ["main still believes in V012, the database has V013", "the disk of main is full"] {
        assert!(up.err.contains(said), "{said}: {up}");
    }
    scene.sql("drop function provost.trap() cascade");
    assert_eq!(scene.value(HAS), "12 true");
    let hint =
        up.err.lines().find_map(|line| line.strip_prefix("hint: `provost ")?.split('`').next()).unwrap();
    let mended = scene.good(&hint.split(' ').collect::<Vec<_>>());
    assert_eq!(mended.out, "nothing to do\n");
    assert_eq!(scene.value(HAS), "13 false");
}

#[test]
fn a_connection_to_main_that_was_lost_meanwhile_is_opened_again() {
    let (scene, own) = course();
    scene.project.write("sql/course/V013__slow.sql", "select pg_sleep(3);\n");
    let mut up = process(&scene.command(&["migrate", "up", "--course", "cs101"]));
    let up = up.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while value_in(
        &own,
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'PgSleep'",
    ) == "0"
    {
        assert!(Instant::now() < deadline, "it never slept");
        std::thread::sleep(Duration::from_millis(20));
    }
    let cut = "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity
        where datname = current_database() and application_name like 'provost/%'";
    assert_eq!(scene.value(cut), "1");
    let ended = up.wait_with_output().unwrap();
    let said = String::from_utf8(ended.stderr).unwrap();
    assert!(ended.status.success() && !said.contains("warning"), "{said}");
    assert_eq!(scene.value(HAS), "13 false");
}

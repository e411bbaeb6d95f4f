//! Rollouts from beginning to end: waves, canaries, failures, and going on.

use crate::fence::{signal, until};
use crate::scene::{Ended, Scene};
use nix::sys::signal::Signal;

const NOTES: &str = "create table public.notes (id int primary key, body text);\n";

#[test]
fn every_course_is_brought_up_once_and_then_there_is_nothing_to_do() {
    let scene = Scene::new(5)
        .file("V001__notes.sql", NOTES)
        .file("R__v.sql", "create or replace view v as select 1;\n");
    let ended = scene.run(&["up", "--jobs", "3"]).with(0).saying(&["5 done", "is done"]);
    assert!(ended.stdout.starts_with("rollout "), "{ended}");
    assert_eq!(scene.states(), "5 done");
    for course in 0..5 {
        assert_eq!(scene.history(course), "1");
    }
    scene.run(&["up"]).with(0).saying(&["5 done"]);
    let again = "select sum(steps) || ' ' || string_agg(distinct version_before || version_after, '') from provost.rollout_courses
         where epoch = (select max(epoch) from provost.rollouts)";
    assert_eq!(scene.main().ask(again), "0 V001V001");
}

#[test]
fn a_plan_shows_courses_by_what_is_before_them() {
    let scene = Scene::new(3).file("V001__notes.sql", NOTES);
    scene.run(&["up"]).with(0);
    scene.course(2).ask("drop table public.notes; drop schema provost cascade");
    scene.write("V002__drop.sql", "drop table public.notes;\n");
    let ended = scene.run(&["plan", "--check"]).with(1).saying(&["3 of 3 courses would change"]);
    insta::assert_snapshot!("a_plan_by_version", ended.stdout);
}

const FAILS: &str = "insert into public.notes values (1, 'from the rollout');\n";

#[test]
fn what_fails_stops_the_rollout_and_another_try_goes_on_where_it_stands() {
    let scene = Scene::new(4).file("V001__notes.sql", NOTES);
    scene.run(&["up"]).with(0);
    scene.write("V002__first.sql", FAILS);
    scene.course(1).ask("insert into public.notes values (1, 'somebody was first')");
    let ended = scene.run(&["up", "--jobs", "1"]).with(7).saying(&["provost fleet resume"]);
    insta::with_settings!({filters => FILTERS.to_vec()}, {
        insta::assert_snapshot!("a_course_that_fails_stops_the_rest", format!("{}--- stderr\n{}", ended.stdout, ended.stderr));
    });
    assert_eq!(scene.states(), "1 done, 1 failed, 2 pending");
    assert_eq!(
        (scene.history(0), scene.history(1), scene.history(2)),
        ("1,2".into(), "1".into(), "1".into())
    );
    scene.run(&["status"]).with(7).saying(&["cs002", "duplicate key value"]);
    scene.course(1).ask("delete from public.notes");
    scene.run(&["resume", "last"]).with(0).saying(&["4 done"]);
    assert_eq!(scene.history(1), "1,2");
}

#[test]
fn with_keep_going_only_the_course_that_fails_is_left() {
    let scene = Scene::new(4).file("V001__notes.sql", NOTES);
    scene.run(&["up"]).with(0);
    scene.write("V002__first.sql", FAILS);
    scene.course(0).ask("insert into public.notes values (1, 'somebody was first')");
    scene.run(&["up", "--jobs", "1", "--keep-going"]).with(7);
    assert_eq!(scene.states(), "3 done, 1 failed");
}

#[test]
fn a_canary_that_is_not_well_keeps_everybody_else_as_they_are() {
    let scene = Scene::new(4).file("V001__notes.sql", "select 1 / 0;\n");
    let ended = scene.run(&["up", "--canary", "1", "--max-failures", "100%"]).with(6);
    ended.saying(&["a canary is not well, so no other course was begun"]);
    assert_eq!(scene.states(), "1 failed, 3 pending");
    assert_eq!(scene.course(1).ask("select count(*) from pg_namespace where nspname = 'provost'"), "0");
}

#[test]
fn a_wave_begins_when_the_one_before_is_through() {
    let scene =
        Scene::new(6).file("V001__notes.sql", "create table public.notes (id int);\nselect pg_sleep(0.2);\n");
    scene.run(&["up", "--waves", "1,50%,rest", "--jobs", "6"]).with(0);
    let order = "select string_agg(wave || ': ' || n || case when early then ' early' else '' end, ', ' order by wave) from (
        select c.wave, count(*) as n, bool_or(exists (select from provost.rollout_courses b
            where b.epoch = c.epoch and b.wave < c.wave and b.ended_at > c.began_at)) as early
        from provost.rollout_courses c group by c.wave) w";
    assert_eq!(scene.main().ask(order), "0: 1, 1: 3, 2: 2");
}

#[test]
fn a_course_that_cannot_be_worked_on_is_set_aside_with_its_reason() {
    let scene = Scene::new(5).file("V001__notes.sql", NOTES);
    scene.run(&["up"]).with(0);
    scene.write("V002__more.sql", "alter table public.notes add column more text;\n");
    scene.course(1).ask("update provost.history set checksum = '1'");
    scene.list(|code, url| match code {
        "cs001" => "postgres://postgres@127.0.0.1:1/none?sslmode=disable&connect_timeout=1".to_owned(),
        "cs003" => url
            .replace("postgres@", "nobody_of_that_name@")
            .replace("user=postgres", "user=nobody_of_that_name"),
        _ => url,
    });
    let ended = scene.run(&["up"]).with(7);
    assert_eq!(
        scene.states(),
        "2 done, 1 quarantined (auth), 1 quarantined (conflict), 1 quarantined (unreachable)"
    );
    insta::with_settings!({filters => FILTERS.to_vec()}, {
        insta::assert_snapshot!("courses_set_aside", ended.stdout);
    });
    let json = scene.run(&["status", "--format", "json"]).with(7).stdout;
    let document: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(document["totals"]["quarantined"], 3);
    assert_eq!(document["courses"][0]["reason"], "unreachable");
    scene.list(|_, url| url);
    scene.course(1).ask("truncate provost.history, provost.applied; drop table public.notes");
    scene.run(&["resume"]).with(0).saying(&["5 done"]);
}

#[test]
fn a_rollout_goes_on_with_its_own_files_alone() {
    let scene = Scene::new(2).file("V001__notes.sql", "select 1 / 0;\n");
    scene.run(&["up"]).with(6);
    scene.write("V001__notes.sql", NOTES);
    let ended = scene.run(&["resume"]).with(5);
    insta::with_settings!({filters => FILTERS.to_vec()}, {
        insta::assert_snapshot!("other_files_than_it_began_with", ended.stderr);
    });
    scene.run(&["worker", "last"]).with(5);
    scene.write("V001__notes.sql", "select 1 / 0;\n");
    scene.run(&["resume"]).with(6);
    // A later rollout takes its place, and the first one is over.
    scene.write("V001__notes.sql", NOTES);
    let first = scene.main().ask("select run from provost.rollouts");
    scene.run(&["up"]).with(0);
    scene.run(&["resume", &first]).with(5).saying(&["a later rollout took its place"]);
    assert_eq!(
        scene.main().ask("select string_agg(state, ', ' order by epoch) from provost.rollouts"),
        "superseded, done"
    );
    scene.run(&["status", "nosuchrun"]).with(3).saying(&["there is no rollout `nosuchrun`"]);
}

#[test]
fn what_loses_data_waits_until_somebody_agrees() {
    let scene = Scene::new(2).file("V001__notes.sql", NOTES);
    scene.run(&["up"]).with(0);
    scene.write("V002__drop.sql", "drop table public.notes;\n");
    scene
        .run(&["up"])
        .with(3)
        .saying(&["nobody has agreed to what course `cs001` would lose", "drops table `public.notes`"]);
    assert_eq!(scene.history(0), "1");
    scene.run(&["resume", "--yes"]).with(0);
    assert_eq!(scene.history(1), "1,2");
}

#[test]
fn a_person_who_stops_it_is_told_where_it_stands() {
    let scene =
        Scene::new(4).file("V001__notes.sql", "create table public.notes (id int);\nselect pg_sleep(3);\n");
    let up = scene.command(&["up", "--jobs", "2"]).spawn().unwrap();
    until("two are under way", || {
        scene.main().ask("select count(*) from pg_stat_activity where wait_event = 'PgSleep' and starts_with(datname, current_database() || '_') and application_name like 'provost/rollout-%'") == "2"
    });
    signal(&up, Signal::SIGINT);
    let ended = Ended::from(up.wait_with_output().unwrap()).with(130);
    insta::with_settings!({filters => FILTERS.to_vec()}, {
        insta::assert_snapshot!("stopped_by_a_person", format!("{}--- stderr\n{}", ended.stdout, ended.stderr));
    });
    assert_eq!(scene.states(), "4 pending");
    assert_eq!(scene.course(0).ask("select count(*) from pg_class where relname = 'notes'"), "0");
    scene.write("V001__notes.sql", NOTES);
    scene.run(&["up"]).with(0).saying(&["4 done"]);
}

#[test]
fn main_is_lost_for_a_moment_and_the_rollout_goes_on() {
    let scene =
        Scene::new(6).file("V001__notes.sql", "create table public.notes (id int);\nselect pg_sleep(0.3);\n");
    let up = scene.command(&["up", "--jobs", "2"]).spawn().unwrap();
    let main = scene.main();
    until("it has begun", || {
        main.try_ask("select 1 from provost.rollout_courses where state = 'done'")
            .is_ok_and(|done| !done.is_empty())
    });
    let cut = "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name like 'provost/%/main'
        and datname = current_database()";
    assert_ne!(main.ask(cut), "0");
    Ended::from(up.wait_with_output().unwrap()).with(0).saying(&["main is lost, trying again", "6 done"]);
    for course in 0..6 {
        assert_eq!(scene.history(course), "1");
    }
}

#[test]
fn one_rollout_at_a_time() {
    let scene =
        Scene::new(2).file("V001__notes.sql", "create table public.notes (id int);\nselect pg_sleep(1);\n");
    let up = scene.command(&["up"]).spawn().unwrap();
    let main = scene.main();
    until("it has begun", || {
        main.try_ask("select 1 from provost.rollout_courses where state = 'running'")
            .is_ok_and(|row| !row.is_empty())
    });
    let ended = scene.run(&["up"]).with(5);
    insta::with_settings!({filters => FILTERS.to_vec()}, {
        insta::assert_snapshot!("another_rollout_is_at_work", ended.stderr);
    });
    Ended::from(up.wait_with_output().unwrap()).with(0);
}

#[test]
fn courses_of_one_server_are_worked_on_a_few_at_a_time() {
    let scene =
        Scene::new(6).file("V001__notes.sql", "create table public.notes (id int);\nselect pg_sleep(0.2);\n");
    let up = scene.command(&["up", "--jobs", "6", "--per-server", "2"]).spawn().unwrap();
    scene.run(&["status"]);
    let main = scene.main();
    let mut most = 0;
    until("it is through", || {
        let running = main.try_ask("select count(*) from provost.rollout_courses where state = 'running'");
        most = most.max(running.map_or(0, |count| count.parse::<usize>().unwrap()));
        main.try_ask("select state from provost.rollouts").is_ok_and(|state| state == "done")
    });
    Ended::from(up.wait_with_output().unwrap()).with(0);
    assert_eq!(most, 2);
}

/// What differs from run to run.
const FILTERS: [(&str, &str); 8] = [
    (r"cs00\d: given back", "COURSE: given back"),
    (r"(rollout|resume|status) (`?)[a-z0-9]{8}\b", "$1 ${2}RUN"),
    (r"t_[a-z]{10}(_\d)?", "DB"),
    (r"/tmp/[^ `,/]+(/[^ `,:/]+)*", "DIR"),
    (r"\d{4}-\d\d-\d\dT[0-9:.]+Z", "DATE"),
    (r"\b\d+(\.\d+)? m?s\b", "TIME"),
    (r"[0-9a-f]{12}", "HASH"),
    (r"  +", "  "),
];

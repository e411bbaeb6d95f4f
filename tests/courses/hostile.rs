//! Course databases that work against provost: it never reports success, never hangs beyond its deadline, and stays small.

use crate::scene::{Run, Scene, value_in};
use crate::support::{TestDatabase, TestServer, process, wait};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// What no run may need, however much it is sent.
const MOST_KIB: u64 = 64 << 10;
/// No run may take longer: what is asked of a database is answered within 60 s, or is over.
const DEADLINE: Duration = Duration::from_secs(90);

fn as_superuser(database: &TestDatabase, sql: &str) {
    wait(async { database.superuser().await.batch_execute(sql).await })
        .unwrap_or_else(|error| panic!("{error:?}\n{sql}"));
}

/// Runs the program, and tells how much memory it took at most.
fn measured(command: &assert_cmd::Command) -> (Run, u64) {
    let mut process =
        process(command).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let pid = process.id();
    let (mut out, mut err) = (process.stdout.take().unwrap(), process.stderr.take().unwrap());
    let read = |stream: &mut dyn std::io::Read| {
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let began = Instant::now();
    std::thread::scope(|scope| {
        let out = scope.spawn(move || read(&mut out));
        let err = scope.spawn(move || read(&mut err));
        let mut peak = 0;
        let status = loop {
            let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
            let line = status.lines().find(|line| line.starts_with("VmHWM:"));
            let kib = line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0);
            peak = peak.max(kib);
            if let Some(status) = process.try_wait().unwrap() {
                break status;
            }
            if began.elapsed() > DEADLINE {
                process.kill().unwrap();
                panic!("it hangs");
            }
            std::thread::sleep(Duration::from_millis(5));
        };
        (Run { code: status.code().unwrap_or(-1), out: out.join().unwrap(), err: err.join().unwrap() }, peak)
    })
}

/// A database that is checked while it is harmless, and then set against us; the run that goes on must not end well.
fn set_against(name: &str, sql: &str) -> (Scene, TestDatabase, Run) {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    // The course's database is checked and stored, and the run is cut off there.
    scene.sql(
        "create function provost.stop() returns trigger language plpgsql as 'begin raise exception ''stopped''; end';
         create trigger stop before insert on provost.course_stages for each row when (new.stage = 'migrated') execute function provost.stop()",
    );
    let stopped = scene.provision("cs101", &own.url, &["--allow-private"]);
    assert_eq!(stopped.code, 6, "{name}: {stopped}");
    scene.sql("drop function provost.stop() cascade");
    as_superuser(&own, sql);
    let (run, peak) = measured(&scene.provision_command(
        "cs101",
        &own.url,
        &["--allow-private", "--statement-timeout", "10s"],
    ));
    assert!(peak < MOST_KIB, "{name}: {peak} KiB");
    assert!(!run.to_string().contains('\u{1b}') && !run.to_string().contains('\u{7}'), "{name}: {run}");
    (scene, own, run)
}

fn never_active(name: &str, sql: &str) {
    let (scene, own, run) = set_against(name, sql);
    assert_ne!(run.code, 0, "{name}: {run}");
    assert_ne!(scene.value("select state from public.courses"), "active", "{name}");
    assert_eq!(
        scene.value("select coalesce(max(fingerprint), 'none') from provost.course_databases"),
        "none",
        "{name}"
    );
    nothing_goes_on(name, &own);
}

/// Whoever gave up has not left the server at work: rows without end would fill its disk.
fn nothing_goes_on(name: &str, database: &TestDatabase) {
    let busy = format!(
        "select count(*) || coalesce(': ' || min(query), '') from pg_stat_activity where datname = '{}' and state <> 'idle' and pid <> pg_backend_pid()",
        database.name
    );
    let began = Instant::now();
    loop {
        let left = value_in(database, &busy);
        if left == "0" {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(5), "{name}: {left}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// An event trigger that runs `body` after each command that makes something.
fn trap(body: &str) -> String {
    format!(
        "create function public.trap() returns event_trigger language plpgsql security definer as $trap$ begin {body} end $trap$;
         create event trigger trap on ddl_command_end execute function public.trap();"
    )
}

#[test]
fn event_triggers_that_tamper_while_the_files_run() {
    for (name, body) in [
        ("it lets locks go", "perform pg_catalog.pg_advisory_unlock_all();"),
        (
            "it forgets history",
            "if exists (select from pg_catalog.pg_class where oid = pg_catalog.to_regclass('public.posts')) then delete from provost.history where version < 3; end if;",
        ),
        (
            "it forges checksums",
            "if exists (select from pg_catalog.pg_class where oid = pg_catalog.to_regclass('public.posts')) then update provost.history set checksum = '1' where version = 1; end if;",
        ),
        (
            "it takes the mark",
            "if pg_catalog.to_regclass('provost.marker') is not null and pg_catalog.to_regclass('public.posts') is not null then delete from provost.marker; end if;",
        ),
        (
            "it opens what is closed",
            "if pg_catalog.to_regclass('public.posts') is not null then grant select on public.posts to anon; end if;",
        ),
    ] {
        never_active(name, &trap(body));
    }
}

#[test]
fn event_triggers_that_stop_everything() {
    never_active(
        "it raises an error with escapes",
        &trap("raise exception E'\\x1b]0;owned\\x07 \\u202e %', 'x';"),
    );
    never_active(
        "it answers with a flood",
        &trap(
            "for n in 1..200000 loop raise notice '%', repeat('x', 200); end loop; raise exception 'after the flood';",
        ),
    );
}

#[test]
fn planted_functions_and_operators_are_not_used() {
    // In `public`, which stands in the role's own search path, and ahead of the catalogs as the role has it now.
    let planted = "
        create function public.lie(text, text) returns boolean language sql as 'select true';
        create operator public.= (leftarg = text, rightarg = text, function = public.lie);
        create function public.current_database() returns name language sql as 'select ''lie''::name';
        create function public.pg_backend_pid() returns int language sql as 'select 1';
        create function public.count(text) returns bigint language sql as 'select 12::bigint';
        alter role postgres in database DATABASE set search_path = public, pg_catalog;";
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    as_superuser(&own, &planted.replace("DATABASE", &own.name));
    let (run, peak) = measured(&scene.provision_command("cs101", &own.url, &["--allow-private"]));
    assert!(peak < MOST_KIB, "{peak} KiB");
    // What is planted is not wanted, and seen.
    assert_ne!(run.code, 0, "{run}");
    assert_ne!(scene.value("select state from public.courses"), "active");
}

#[test]
fn tables_of_ours_that_are_views_without_end() {
    for (name, sql) in [
        (
            "endless rows for a history",
            "create schema provost authorization postgres;
             create view provost.history as select n::int4 as version, repeat('x', 1000) as name, '' as applied_on, '' as checksum
                from pg_catalog.generate_series(1, 100000000) n; alter view provost.history owner to postgres;",
        ),
        (
            "a marker that never answers",
            "create schema provost authorization postgres;
             create view provost.marker as select ''::text as scope, gen_random_uuid() as id, 'course' as kind, gen_random_uuid() as course_id,
                ''::text as code, ''::text as system_identifier, ''::text as database_oid from pg_catalog.pg_sleep(3600);
             alter view provost.marker owner to postgres;",
        ),
        (
            "a history that never answers",
            "create schema provost authorization postgres;
             create table provost.history (version int4 primary key, name varchar(255), applied_on varchar(255), checksum varchar(255));
             create function provost.wait() returns boolean language plpgsql as 'begin perform pg_sleep(3600); return true; end';
             alter table provost.history owner to postgres; alter table provost.history enable row level security;
             alter table provost.history force row level security;
             create policy wait on provost.history using (provost.wait()); insert into provost.history values (1, 'x', '', '');
             alter role postgres nobypassrls;",
        ),
    ] {
        let sql = sql.replace("alter role postgres nobypassrls;", "");
        never_active(name, &sql);
    }
}

/// A course that is active, and whose rep turns against it: `migrate up` does not say that all is well.
#[test]
fn a_migration_of_an_active_course_whose_database_turned() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    assert_eq!(scene.provision("cs101", &own.url, &["--allow-private"]).code, 0);
    as_superuser(&own, &trap("delete from provost.history where version = 13;"));
    scene.project.write(
        "sql/course/V013__notes.sql",
        "create table notes (id int);\ncreate table more_notes (id int);\n",
    );
    scene.project.write(
        "templates/course.notes.toml",
        "[tables]\nnotes = { rules = [] }\nmore_notes = { rules = [] }\n",
    );
    let file = std::fs::read_to_string(scene.project.path("provost.toml")).unwrap();
    let file = file.replace(
        "\"templates/course.expect.toml\"",
        "\"templates/course.expect.toml\", \"templates/course.notes.toml\"",
    );
    scene.project.write("provost.toml", file);
    let (run, peak) = measured(&scene.command(&["migrate", "up", "--course", "cs101"]));
    assert!(peak < MOST_KIB, "{peak} KiB");
    assert_ne!(run.code, 0, "{run}");
}

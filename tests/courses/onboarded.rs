//! The happy path, for each placement: one course, one credential, one database, in the state that the six steps say.

use crate::proxy::Proxy;
use crate::scene::{DEAN, REP, Run, Scene, run, value_at, value_in};
use crate::support::{TestServer, wait};

#[test]
fn an_external_database_becomes_a_course() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    let run = scene.provision("cs101", &own.url, &["--allow-private"]);
    assert_eq!(run.code, 0, "{run}");
    assert!(run.out.contains("cs101 Algorithms (2026-fall): active"), "{run}");
    assert!(run.err.contains("[7/7] active"), "{run}");
    assert_eq!(scene.value("select state from public.courses where code = 'cs101'"), "active");
    assert_eq!(scene.value("select role from public.memberships"), "course_admin");
    assert_eq!(scene.value("select count(*) from public.course_credentials"), "1");
    assert_eq!(scene.value("select count(*) from provost.course_stages where outcome = 'done'"), "7");
    assert_eq!(value_in(&own, "select count(*) from provost.history"), "12");
    assert_eq!(
        value_in(&own, "select id from provost.marker"),
        scene.value("select marker from provost.course_databases"),
    );
    // It is a target like any other now, and a second run has nothing to do.
    let plan = scene.good(&["migrate", "plan", "--course", "cs101"]);
    assert_eq!(plan.out, "nothing to do\n");
    let again = scene.provision("cs101", &own.url, &["--allow-private"]);
    assert_eq!(again.code, 0, "{again}");
    assert_eq!(scene.value("select count(*) from provost.course_stages"), "7");
    let drift = scene.good(&["drift", "check", "--course", "cs101"]);
    assert!(drift.out.contains("is as the project's files and rules want it"), "{drift}");
}

#[test]
fn an_active_course_is_known_and_looked_at_in_one_round_trip() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    let proxy = Proxy::start(&scene.project.path("p"), own.server.sockets(), None);
    let provisioned = scene.provision("cs101", &proxy.url(&own.name), &["--allow-private"]);
    assert_eq!(provisioned.code, 0, "{provisioned}");
    let before = proxy.passed().len();
    assert_eq!(scene.good(&["migrate", "up", "--course", "cs101"]).out, "nothing to do\n");
    let passed = proxy.passed().split_off(before);
    let logged_in = passed.iter().position(|message| message.tag == b'Z').unwrap();
    let questions: Vec<bool> = passed[logged_in + 1..]
        .iter()
        .filter(|message| !message.from_client || message.tag == b'Q')
        .map(|message| message.from_client)
        .collect();
    // Both questions, then nothing but answers.
    assert_eq!(questions.iter().take_while(|from_client| **from_client).count(), 2, "{passed:?}");
    assert_eq!(questions.iter().filter(|from_client| **from_client).count(), 2, "{passed:?}");
}

/// Sets a course up where the project says, on main's own server.
fn held(scene: &Scene, code: &str, placement: &str) -> Run {
    let mut command =
        scene.command(&["provision", "course", code, "--title", "Algorithms", "--term", "2026-fall"]);
    run(command.args(["--by", DEAN, "--rep", REP, "--placement", placement]))
}

#[test]
fn a_database_is_made_for_a_course_on_our_server() {
    let scene = Scene::new();
    for code in ["cs101", "cs102"] {
        let run = held(&scene, code, "database");
        assert_eq!(run.code, 0, "{run}");
        assert!(run.out.contains(&format!("{code} Algorithms (2026-fall): active")), "{run}");
    }
    let databases = "select string_agg(database, ' ' order by database) from provost.course_databases";
    assert_eq!(scene.value(databases), format!("{0}_cs101 {0}_cs102", scene.main.name));
    let plan = scene.good(&["migrate", "plan", "--course", "cs102"]);
    assert_eq!(plan.out, "nothing to do\n");
    let again = held(&scene, "cs101", "schema");
    assert_eq!(again.code, 5, "{again}");
    assert!(again.err.contains("has placement `database` already"), "{again}");
}

/// Runs SQL in a database that the program made.
fn sql_at(url: &str, sql: &str) {
    wait(async {
        let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client.batch_execute(sql).await.unwrap();
    });
}

#[test]
fn courses_share_a_database_with_a_schema_each() {
    let scene = Scene::new();
    for code in ["cs101", "cs-102"] {
        let run = held(&scene, code, "schema");
        assert_eq!(run.code, 0, "{run}");
    }
    let shared = scene.main.server.address(&format!("{}_courses", scene.main.name)).to_string();
    let count =
        |schema: &str| value_at(&shared, &format!("select count(*) from provost.\"history_{schema}\""));
    assert_eq!((count("cs101"), count("cs-102")), ("12".to_owned(), "12".to_owned()));
    let tables = "select string_agg(distinct schemaname, ' ') from pg_tables where tablename = 'posts'";
    assert_eq!(value_at(&shared, tables), "cs-102 cs101");
    let reachable =
        "select count(*) from unnest(array['anon', 'authenticated']) r, unnest(array['cs101', 'cs-102']) s
        where has_schema_privilege(r, s, 'usage')";
    assert_eq!(value_at(&shared, reachable), "0");
    for check in [&["drift", "check", "--course", "cs101"][..], &["fleet", "drift"]] {
        scene.good(check);
    }
    // What one course's schema has more is that course's, and no other's.
    sql_at(&shared, "alter table \"cs-102\".posts add by_hand int; grant usage on schema \"cs-102\" to anon");
    let drift = scene.run(&["drift", "check", "--course", "cs-102"]);
    assert_eq!(drift.code, 1, "{drift}");
    assert!(drift.out.contains("by_hand") && drift.out.contains("anon"), "{drift}");
    let fleet = scene.run(&["fleet", "drift"]);
    assert_eq!(fleet.code, 1, "{fleet}");
    assert!(fleet.out.contains("cs-102") && !fleet.out.contains("cs101:"), "{fleet}");
    sql_at(&shared, "alter table \"cs-102\".posts drop by_hand; revoke usage on schema \"cs-102\" from anon");
    scene.good(&["fleet", "drift"]);
    let down = scene.good(&["migrate", "down", "--course", "cs101", "--to", "0", "--yes"]);
    assert!(down.out.contains("undid 12 migrations"), "{down}");
    assert_eq!(value_at(&shared, tables), "cs-102");
    assert_eq!(scene.good(&["migrate", "up", "--course", "cs101"]).code, 0);
    assert_eq!(scene.good(&["migrate", "plan", "--course", "cs-102"]).out, "nothing to do\n");
}

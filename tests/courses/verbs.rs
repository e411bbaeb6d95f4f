//! The verbs of `course`, on a course that is set up.

use crate::certificate::Identity;
use crate::scene::{Run, Scene, run, sql_in, value_in};
use crate::server::Server;
use crate::support::{TestDatabase, TestServer};

fn course() -> (Scene, TestDatabase) {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    let made = scene.provision("cs101", &own.url, &["--allow-private"]);
    assert_eq!(made.code, 0, "{made}");
    (scene, own)
}

fn handing_over(scene: &Scene, arguments: &[&str], url: &str) -> Run {
    run(scene.command(arguments).args(["--url-env", "COURSE_URL", "--allow-private"]).env("COURSE_URL", url))
}

#[test]
fn a_course_is_listed_shown_suspended_and_resumed() {
    let (scene, own) = course();
    let json = |arguments: &[&str]| -> serde_json::Value {
        serde_json::from_str(&scene.good(&[arguments, &["--format", "json"]].concat()).out).unwrap()
    };
    let listed = json(&["course", "list"]);
    assert_eq!((listed[0]["code"].as_str(), listed[0]["state"].as_str()), (Some("cs101"), Some("active")));
    assert_eq!(listed[0]["database"]["database"].as_str(), Some(own.name.as_str()));
    assert_eq!(listed[0]["database"]["version"].as_str(), Some("12"));
    let shown = json(&["course", "show", "cs101"]);
    assert_eq!(shown["stages"].as_array().unwrap().len(), 7);
    assert!(shown["next"].is_null() && shown["course"]["steps"]["activated"].is_string(), "{shown}");
    assert_eq!(scene.good(&["course", "list", "--courses", "state=suspended"]).out, "no courses\n");

    let suspended = scene.good(&["course", "suspend", "cs101"]);
    assert!(suspended.out.contains("is suspended: it is closed to its members"), "{suspended}");
    assert_eq!(
        scene.value("select state || (suspended_at is not null) from public.courses"),
        "suspendedtrue"
    );
    assert!(scene.good(&["course", "suspend", "cs101"]).out.contains("suspended already"));
    assert!(scene.good(&["course", "show", "cs101"]).out.contains("next: provost course resume cs101"));
    assert!(scene.good(&["course", "list", "--courses", "state=suspended"]).out.contains("cs101"));
    scene.good(&["course", "resume", "cs101"]);
    assert_eq!(scene.value("select state || (suspended_at is null) from public.courses"), "activetrue");
    scene.sql("insert into public.courses (code, title, term) values ('cs102', 'T', 't')");
    let draft = scene.run(&["course", "suspend", "cs102"]);
    assert_eq!(draft.code, 5, "{draft}");
    let show = scene.good(&["course", "show", "cs102"]);
    assert!(show.out.contains("next: provost provision course cs102"), "{show}");
}

#[test]
fn a_course_is_tested_in_plain_words() {
    let (scene, own) = course();
    let fit = scene.good(&["course", "test", "cs101"]);
    assert!(fit.out.contains("the database of course `cs101` can be worked on"), "{fit}");
    sql_in(&own, &format!("alter database {} set default_transaction_read_only = on", own.name));
    let unfit = scene.run(&["course", "test", "cs101"]);
    assert_eq!(unfit.code, 1, "{unfit}");
    assert!(unfit.out.contains("the database takes no writes"), "{unfit}");
    let other = TestServer::bare_database();
    let handed = handing_over(&scene, &["course", "test", "cs101"], &other.url);
    assert_eq!(handed.code, 1, "{handed}");
    assert!(handed.out.contains("auth.uid()"), "{handed}");
}

#[test]
fn another_database_takes_the_place_of_a_courses_own_only_when_that_is_said() {
    let (scene, own) = course();
    let same = handing_over(&scene, &["course", "set-credentials", "cs101"], &own.url);
    assert_eq!(same.code, 0, "{same}");
    let new = TestServer::fresh_database();
    let refused = handing_over(&scene, &["course", "set-credentials", "cs101"], &new.url);
    assert_eq!(refused.code, 5, "{refused}");
    assert!(refused.err.contains("set-credentials cs101 --moved"), "{refused}");
    let unsaid = handing_over(&scene, &["course", "set-credentials", "cs101", "--moved"], &new.url);
    assert_eq!(unsaid.code, 5, "{unsaid}");
    let main =
        handing_over(&scene, &["course", "set-credentials", "cs101", "--moved", "--yes"], &scene.main.url);
    assert_eq!(main.code, 5, "{main}");
    let moved = handing_over(&scene, &["course", "set-credentials", "cs101", "--moved", "--yes"], &new.url);
    assert_eq!(moved.code, 0, "{moved}");
    scene.good(&["migrate", "up", "--course", "cs101"]);
    assert_eq!(value_in(&new, "select count(*) from provost.history"), "12");
    assert_eq!(
        value_in(&new, "select id from provost.marker"),
        scene.value("select marker from provost.course_databases")
    );
}

#[test]
fn a_database_that_became_another_is_not_worked_on() {
    let (scene, own) = course();
    sql_in(&own, "update provost.marker set database_oid = '1'");
    scene.sql("update provost.course_databases set database_oid = '1'");
    let other = scene.run(&["migrate", "up", "--course", "cs101"]);
    assert_eq!(other.code, 5, "{other}");
    assert!(other.err.contains("this is not the database of course `cs101`"), "{other}");
    sql_in(&own, "delete from provost.marker");
    let emptied = scene.run(&["migrate", "status", "--course", "cs101"]);
    assert_eq!(emptied.code, 5, "{emptied}");
    assert!(emptied.err.contains("is gone: the database was emptied, or replaced"), "{emptied}");
}

#[test]
fn a_course_ends_and_its_credentials_with_it() {
    let (scene, own) = course();
    let unsaid = scene.run(&["course", "remove", "cs101"]);
    assert_eq!(unsaid.code, 5, "{unsaid}");
    assert_eq!(scene.value("select state from public.courses"), "active");
    let removed = scene.good(&["course", "remove", "cs101", "--yes"]);
    assert!(
        removed.out.starts_with("course `cs101` is over\n") && removed.out.contains("backup"),
        "{removed}"
    );
    assert_eq!(scene.value("select state from public.courses"), "archived");
    assert_eq!(scene.value("select count(*) from public.course_credentials"), "0");
    assert_eq!(value_in(&own, "select count(*) from provost.marker"), "0");
    for verb in [&["migrate", "status", "--course", "cs101"][..], &["course", "rotate", "cs101"]] {
        let over = scene.run(verb);
        assert_eq!(over.code, 5, "{over}");
        assert!(over.err.contains("over"), "{over}");
    }
    let again = scene.provision("cs101", &own.url, &["--allow-private"]);
    assert_eq!(again.code, 5, "{again}");
    // The database is free for another course.
    sql_in(&own, "drop schema public cascade; create schema public; drop schema provost cascade");
    scene.good(&["course", "remove", "cs101", "--yes"]);
}

/// A server that asks for passwords, with a database that is fit for a course. The rep's role is `rep`.
pub(crate) async fn with_password(scene: &Scene) -> (Server, String) {
    with_password_and_tls(scene, None).await
}

/// The same, with a certificate; plain text opens it as well.
pub(crate) async fn with_password_and_tls(scene: &Scene, tls: Option<&Identity>) -> (Server, String) {
    let server = Server::start("host all all 127.0.0.1/32 scram-sha-256", tls).await;
    server.run("create role rep login createrole password 'right'").await;
    server.run("create database own owner rep").await;
    let admin = provost::pg::Address { database: "own".to_owned(), ..server.by_socket() };
    scene.good(&["db", "platform", "--database-url", &admin.to_string()]);
    let session = provost::pg::connect(&admin, &provost::pg::ConnectOptions::default()).await.unwrap();
    session
        .client
        .batch_execute(
            "grant anon, authenticated, service_role to rep with admin option;
             grant usage on schema auth to rep; grant all on all functions in schema auth to rep;
             grant create on database own to rep",
        )
        .await
        .unwrap();
    let url = format!("postgres://rep:right@127.0.0.1:{}/own", server.port);
    (server, url)
}

pub(crate) fn opens(url: &str) -> bool {
    crate::support::wait(async { tokio_postgres::connect(url, tokio_postgres::NoTls).await.is_ok() })
}

#[tokio::test]
async fn a_password_is_rotated_and_the_old_one_opens_nothing() {
    let scene = Scene::new();
    let (server, url) = with_password(&scene).await;
    let made = scene.provision("cs101", &url, &["--allow-private"]);
    assert_eq!(made.code, 0, "{made}");
    let rotated = scene.good(&["course", "rotate", "cs101"]);
    assert!(rotated.out.contains("has a new password"), "{rotated}");
    assert!(!opens(&url));
    scene.good(&["migrate", "status", "--course", "cs101"]);
    // The server was told a verifier, and no password.
    assert!(!server.log().contains("SCRAM") || !server.log().contains("right"));
    let again = scene.good(&["course", "rotate", "cs101"]);
    assert!(again.out.contains("has a new password"), "{again}");
    scene.good(&["course", "test", "cs101"]);
}

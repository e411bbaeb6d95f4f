//! What is handed over and cannot be a course's database: each refused in plain words, with what to hand over instead.

use crate::fake;
use crate::scene::{Run, Scene, sql_in};
use crate::server::Server;
use crate::support::{TestDatabase, TestServer, wait};
use provost::embedded::Server as Embedded;

/// Must never be printed.
const CANARY: &str = "canary-7d1f";

fn pinned(name: &str, run: &Run) {
    assert!(!format!("{run}").contains(CANARY), "{name}: {run}");
    insta::with_settings!({
        omit_expression => true,
        prepend_module_to_snapshot => false,
        filters => vec![
            (r"(/|%2F)tmp(/|%2F)provost-[0-9A-Za-z-]+", "SOCKETS"),
            (r"/tmp/provost-test-[0-9A-Za-z]+", "SOCKETS"),
            (r"t_[a-z]{10}", "DATABASE"),
            (r"role_[a-z]{8}", "ROLE"),
            (r"127\.0\.0\.1:\d+", "127.0.0.1:PORT"),
            (r"-p \d+", "-p PORT"),
            (r"leads nowhere: .+", "leads nowhere: REASON"),
        ],
    }, { insta::assert_snapshot!(name, run.to_string()) });
}

/// The command that a rep's string is given to; a refusal leaves nothing behind but a course in draft.
fn refused(scene: &Scene, name: &str, code: i32, url: &str, more: &[&str]) {
    let run = scene.provision("cs102", url, more);
    assert_eq!(run.code, code, "{name}: {run}");
    pinned(name, &run);
    let left = "select string_agg(state || coalesce(rep_id::text, ''), ' ') from public.courses where code = 'cs102'";
    assert_eq!(scene.value(left), "draft", "{name}");
    assert_eq!(scene.value("select count(*) from public.course_credentials c join public.courses using (id) where code = 'cs102'".replace("using (id)", "on courses.id = c.course_id").as_str()), "0", "{name}");
}

#[test]
fn strings_that_are_refused_before_anything_is_connected() {
    let scene = Scene::new();
    let jwt = format!("eyJhbGciOiJIUzI1NiJ9.{CANARY}.c2lnbmF0dXJl");
    let pooler = "aws-0-eu-central-1.pooler.supabase.com";
    for (name, code, url) in [
        ("service_role_key", 3, jwt.clone()),
        ("secret_key", 3, format!("sb_secret_{CANARY}")),
        ("publishable_key", 3, format!("sb_publishable_{CANARY}")),
        ("access_token", 3, format!("sbp_{CANARY}")),
        ("web_address", 3, format!("https://{CANARY}.supabase.co")),
        (
            "placeholder",
            3,
            format!("postgresql://postgres.abcdefghijklmnopqrst:[YOUR-PASSWORD]@{pooler}:5432/postgres"),
        ),
        (
            "key_as_password",
            3,
            format!("postgresql://postgres.abcdefghijklmnopqrst:{jwt}@{pooler}:5432/postgres"),
        ),
        ("no_reference", 3, format!("postgresql://postgres:{CANARY}@{pooler}:5432/postgres")),
        (
            "dedicated_pooler",
            4,
            format!("postgresql://postgres:{CANARY}@db.abcdefghijklmnopqrst.supabase.co:6543/postgres"),
        ),
        (
            "unescaped",
            3,
            format!("postgresql://postgres.abcdefghijklmnopqrst:{CANARY}@home@{pooler}:5432/postgres"),
        ),
        ("no_password", 3, format!("postgresql://postgres.abcdefghijklmnopqrst@{pooler}:5432/postgres")),
        ("private_host", 5, format!("postgres://postgres:{CANARY}@10.0.0.7/postgres")),
        ("this_machine", 5, format!("postgres://postgres:{CANARY}@localhost/postgres")),
        ("socket", 5, format!("host=/run/postgresql user=postgres password={CANARY}")),
        ("plain_text", 3, format!("postgres://postgres:{CANARY}@db.example.org/postgres?sslmode=disable")),
        (
            "certificate_of_ours",
            3,
            format!("postgres://postgres:{CANARY}@db.example.org/postgres?sslrootcert=/etc/passwd"),
        ),
        ("not_a_string", 3, CANARY.replace("canary", "hello")),
    ] {
        refused(&scene, name, code, &url, &[]);
    }
}

#[test]
fn databases_that_are_refused_for_what_they_are() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    let taken = scene.provision("cs101", &own.url, &["--allow-private"]);
    assert_eq!(taken.code, 0, "{taken}");
    let copy = copied(&own);
    let copy_of_main = copied(&scene.main);
    let full = TestServer::fresh_database();
    sql_in(
        &full,
        "create table public.invoices (id int); create view public.open_invoices as select * from public.invoices",
    );
    let replica = TestServer::fresh_database();
    sql_in(&replica, &format!("alter database {} set default_transaction_read_only = on", replica.name));
    let plain = TestServer::bare_database();
    let trapped = TestServer::fresh_database();
    as_superuser(
        &trapped,
        "create function public.trap() returns event_trigger language plpgsql as 'begin end'; create event trigger own_trap on ddl_command_end execute function public.trap()",
    );
    let private = ["--allow-private"];
    for (name, url) in [
        ("main_itself", scene.main.url.clone()),
        ("another_course", own.url.clone()),
        ("copy_of_another_course", copy),
        ("copy_of_main", copy_of_main),
        ("unknown_tables", full.url.clone()),
        ("role_without_rights", without_rights(&TestServer::fresh_database())),
        ("read_only", replica.url.clone()),
        ("without_platform", plain.url.clone()),
        ("event_trigger", trapped.url.clone()),
    ] {
        refused(&scene, name, 5, &url, &private);
    }
}

/// A course's own database, restored from a copy, is not taken for it.
#[test]
fn a_restored_copy_of_the_courses_own_database() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    assert_eq!(scene.provision("cs101", &own.url, &["--allow-private"]).code, 0);
    let copy = copied(&own);
    let mut command =
        scene.command(&["course", "set-credentials", "cs101", "--url-env", "COURSE_URL", "--allow-private"]);
    let run = crate::scene::run(command.env("COURSE_URL", &copy));
    assert_eq!(run.code, 5, "{run}");
    pinned("copy_of_the_course", &run);
}

#[tokio::test]
async fn a_wrong_password_is_tried_once_and_the_next_try_goes_on() {
    let server = Server::start("host all all 127.0.0.1/32 scram-sha-256", None).await;
    server.run("create role rep login createrole password 'right'").await;
    server.run("alter system set log_connections = on").await;
    server.run("select pg_reload_conf()").await;
    let scene = Scene::new();
    refused(
        &scene,
        "wrong_password",
        4,
        &format!("postgres://rep:{CANARY}@127.0.0.1:{}/postgres", server.port),
        &["--allow-private"],
    );
    let log = server.log();
    assert_eq!(log.matches("password authentication failed").count(), 1, "{log}");
    let own = TestServer::fresh_database();
    let run = scene.provision("cs102", &own.url, &["--allow-private"]);
    assert_eq!(run.code, 0, "{run}");
    assert_eq!(
        scene.value(
            "select string_agg(outcome, ' ' order by id) from provost.course_stages where stage = 'checked'"
        ),
        "failed done"
    );
}

#[tokio::test]
async fn a_project_that_is_paused() {
    let scene = Scene::new();
    let port = fake::serve(async |mut client| {
        client.read().await;
        client.send(b'E', b"SFATAL\0VFATAL\0CXX000\0MTenant or user not found\0\0").await;
        client.drain().await;
    })
    .await;
    let url = format!("postgres://postgres.ref:{CANARY}@127.0.0.1:{port}/postgres?sslmode=disable");
    refused(&scene, "paused", 4, &url, &["--allow-private"]);
}

#[test]
fn people_and_codes_that_are_none() {
    let scene = Scene::new();
    let own = TestServer::fresh_database();
    let provision = |code: &str, by: &str, rep: &str| {
        let mut command = scene.command(&["provision", "course", code, "--title", "T", "--term", "t"]);
        command.args(["--by", by, "--rep", rep, "--url-env", "COURSE_URL", "--allow-private"]);
        crate::scene::run(command.env("COURSE_URL", &own.url))
    };
    for (name, code, run) in [
        ("no_code", 2, provision("CS 101", "dean@example.org", "ann@example.org")),
        ("creator_without_role", 5, provision("cs102", "ann@example.org", "ann@example.org")),
        ("creator_unknown", 5, provision("cs102", "nobody@example.org", "ann@example.org")),
        ("rep_unknown", 5, provision("cs102", "dean@example.org", "nobody@example.org")),
        ("no_title", 5, scene.run(&["provision", "course", "cs103", "--term", "t"])),
        ("no_such_course", 3, scene.run(&["course", "show", "cs404"])),
        ("not_on_the_command_line", 2, scene.run(&["provision", "course", "cs102", &own.url])),
        ("no_variable", 2, provisioned_without_variable(&scene)),
    ] {
        assert_eq!(run.code, code, "{name}: {run}");
        pinned(name, &run);
    }
    let bare = Scene::bare();
    pinned("main_without_registry", &bare.run(&["course", "list"]));
}

fn provisioned_without_variable(scene: &Scene) -> Run {
    crate::scene::run(scene.provision_command("cs102", "", &["--allow-private"]).env_remove("COURSE_URL"))
}

/// A copy of a database in the same cluster, as a restore makes it: another number, and the same marker.
fn copied(database: &TestDatabase) -> String {
    let tail: String = std::iter::repeat_with(|| fastrand::char('a'..='z')).take(10).collect();
    let name = format!("t_{tail}");
    wait(async {
        let address = database.server.superuser_address("template1").to_string();
        let (client, connection) = tokio_postgres::connect(&address, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        client
            .batch_execute(&format!("create database {name} template {} owner postgres", database.name))
            .await
            .unwrap();
    });
    url_of(&database.server, &name)
}

fn url_of(server: &Embedded, name: &str) -> String {
    server.address(name).to_string()
}

fn as_superuser(database: &TestDatabase, sql: &str) {
    wait(async { database.superuser().await.batch_execute(sql).await }).unwrap();
}

/// A role that may connect, and nothing more.
fn without_rights(database: &TestDatabase) -> String {
    let tail: String = std::iter::repeat_with(|| fastrand::char('a'..='z')).take(8).collect();
    let role = format!("role_{tail}");
    as_superuser(database, &format!("create role {role} login"));
    database.url.replace("postgres@", &format!("{role}@")).replace("user=postgres", &format!("user={role}"))
}

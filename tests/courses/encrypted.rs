//! A course on a server with a CA of its own: what is asked of it travels encrypted from the first look to the last rotation, and goes to
//! nobody who cannot prove to be it.
//!
//! `0.0.0.0` leads to this machine but is no loopback address, so provost treats it as any other host.

use crate::certificate::{Identity, Root};
use crate::scene::{Scene, run};
use crate::server::Server;
use crate::verbs::with_password_and_tls;

const HOST: &str = "0.0.0.0";

pub(crate) async fn encrypted(scene: &Scene, identity: &Identity) -> (Server, String) {
    let (server, url) = with_password_and_tls(scene, Some(identity)).await;
    server.run("alter system set log_connections = on").await;
    server.run("select pg_reload_conf()").await;
    (server, url.replace("127.0.0.1", HOST))
}

/// Sessions of the rep's role that the server let in since `before`: how many, and how many of them in plain text.
pub(crate) fn sessions(server: &Server, before: usize) -> (usize, Vec<String>) {
    let log = server.log();
    let of_rep = || log[before..].lines().filter(|line| line.contains("connection authorized: user=rep"));
    let plain = of_rep().filter(|line| !line.contains("SSL enabled")).map(str::to_owned).collect();
    (of_rep().count(), plain)
}

pub(crate) fn root(scene: &Scene, root: &Root, name: &str) -> String {
    let directory = scene.project.path(name);
    std::fs::create_dir(&directory).unwrap();
    root.file(&directory).display().to_string()
}

/// Puts another certificate in the place of a running server's.
async fn replace(server: &Server, identity: &Identity) {
    identity.write(&server.directory.path().join("data"), "server");
    server.run("select pg_reload_conf()").await;
    // The postmaster answers a login with the old one for a moment.
    let began = std::time::Instant::now();
    while server.log().matches("reloading configuration files").count() < 2 {
        assert!(began.elapsed().as_secs() < 10, "{}", server.log());
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
}

#[tokio::test]
async fn every_command_keeps_to_tls() {
    let scene = Scene::new();
    let ours = Root::new("ours");
    let (server, url) = encrypted(&scene, &ours.sign(&[HOST])).await;
    let file = root(&scene, &ours, "ours");
    let mut before = server.log().len();
    let mut all_encrypted = |what: &str| {
        let (count, plain) = sessions(&server, before);
        assert!(count > 0, "{what}: nobody came");
        assert!(plain.is_empty(), "{what}: {plain:?}");
        before = server.log().len();
    };
    let made = scene.provision(
        "cs101",
        &format!("{url}?sslmode=verify-full"),
        &["--allow-private", "--ssl-root-cert", &file],
    );
    assert_eq!(made.code, 0, "{made}");
    all_encrypted("provision");
    scene.project.write("sql/course/V013__nothing.sql", "select 1;\n");
    for words in [
        &["course", "test", "cs101"][..],
        &["migrate", "status", "--course", "cs101"],
        &["fleet", "up"],
        &["course", "rotate", "cs101"],
        &["course", "rotate", "cs101"],
        &["fleet", "drift"],
    ] {
        scene.good(words);
        all_encrypted(&words.join(" "));
    }
    // By its issuer alone, which is told.
    let mut command = scene.command(&["course", "set-credentials", "cs101", "--url-env", "COURSE_URL"]);
    command.args(["--allow-private", "--ssl-root-cert", &file]);
    server.run("alter role rep password 'right'").await;
    let set = run(command.env("COURSE_URL", format!("{url}?sslmode=verify-ca")));
    assert_eq!(set.code, 0, "{set}");
    assert!(set.err.contains("`sslmode=verify-ca` does not prove which server answers"), "{set}");
    all_encrypted("set-credentials");
}

#[tokio::test]
async fn a_server_that_cannot_prove_itself_gets_no_course_and_no_password() {
    let scene = Scene::new();
    let (ours, theirs) = (Root::new("ours"), Root::new("theirs"));
    let (server, url) = encrypted(&scene, &theirs.sign(&[HOST])).await;
    let file = root(&scene, &ours, "ours");
    for (rest, more, said) in [
        ("?sslmode=verify-full", &["--ssl-root-cert", &file][..], "is not signed by the root in"),
        // Full verification is meant where nobody says.
        ("", &["--ssl-root-cert", &file], "is not signed by the root in"),
        ("?sslmode=verify-full", &[], "signed by a root that this machine does not know"),
        ("?sslmode=verify-ca", &["--ssl-root-cert", &file], "is not signed by the root in"),
    ] {
        let run = scene.provision("cs101", &format!("{url}{rest}"), &[&["--allow-private"], more].concat());
        assert_eq!(run.code, 4, "{rest} {more:?}: {run}");
        assert!(run.err.contains(said) && run.err.contains("--ssl-root-cert FILE"), "{rest} {more:?}: {run}");
    }
    for mode in ["disable", "allow", "prefer"] {
        let run = scene.provision("cs101", &format!("{url}?sslmode={mode}"), &["--allow-private"]);
        assert_eq!(run.code, 3, "{mode}: {run}");
        assert!(run.err.contains("pass in the clear"), "{mode}: {run}");
    }
    assert_eq!(sessions(&server, 0).0, 0, "{}", server.log());
    assert!(!server.log().contains("password authentication"), "{}", server.log());
    let stages = "select string_agg(distinct stage || ' ' || outcome, ', ') from provost.course_stages";
    assert_eq!(scene.value(stages), "checked failed, registered done");
    assert_eq!(scene.value("select state from public.courses"), "draft");
    for table in ["public.course_credentials", "provost.course_databases"] {
        assert_eq!(scene.value(&format!("select count(*) from {table}")), "0", "{table}");
    }
}

#[tokio::test]
async fn somebody_else_at_a_courses_address_gets_no_password() {
    let scene = Scene::new();
    let (ours, theirs) = (Root::new("ours"), Root::new("theirs"));
    let (server, url) = encrypted(&scene, &ours.sign(&[HOST])).await;
    let file = root(&scene, &ours, "ours");
    let made = scene.provision("cs101", &url, &["--allow-private", "--ssl-root-cert", &file]);
    assert_eq!(made.code, 0, "{made}");
    replace(&server, &theirs.sign(&[HOST])).await;
    let before = server.log().len();
    scene.project.write("sql/course/V013__nothing.sql", "select 1;\n");
    for words in [
        &["course", "test", "cs101"][..],
        &["course", "rotate", "cs101"],
        &["migrate", "up", "--course", "cs101"],
        &["fleet", "up"],
    ] {
        let run = scene.run(words);
        assert!([4, 7].contains(&run.code), "{words:?}: {run}");
        assert!(run.to_string().contains("is not signed by the root in"), "{words:?}: {run}");
    }
    assert_eq!(sessions(&server, before).0, 0, "{}", server.log());
}

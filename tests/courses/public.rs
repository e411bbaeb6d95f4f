//! A name is judged by what it leads to, at the first look and whenever the course's database is opened again.

use crate::certificate::Root;
use crate::encrypted::{encrypted, root, sessions};
use crate::scene::{Scene, run};

/// Must never be printed.
const CANARY: &str = "canary-51c9";

#[test]
fn a_name_that_leads_to_an_address_that_is_not_public() {
    let scene = Scene::new();
    let names = "169.254.169.254 metadata.example.org\nfe80::1 neighbour.example.org\n10.0.0.7 inside.example.org
        8.8.8.8 both.example.org\n192.168.1.1 both.example.org\n::ffff:127.0.0.1 dressed.example.org\n100.64.0.1 carrier.example.org";
    for (name, said) in [
        ("metadata", "it leads to 169.254.169.254, which is not public: a link-local address"),
        ("neighbour", "it leads to fe80::1, which is not public: a link-local address"),
        ("inside", "it leads to 10.0.0.7, which is not public: a private network"),
        ("both", "it leads to 192.168.1.1, which is not public: a private network"),
        ("dressed", "which is not public: this machine"),
        ("carrier", "which is not public: a carrier's network"),
    ] {
        let url = format!("postgres://postgres:{CANARY}@{name}.example.org/postgres");
        let run = run(scene.provision_command("cs101", &url, &[]).env("PROVOST_TEST_HOSTS", names));
        assert_eq!(run.code, 5, "{name}: {run}");
        assert!(run.err.contains(said) && run.err.contains("say `--allow-private`"), "{name}: {run}");
        assert!(!run.to_string().contains(CANARY), "{name}: {run}");
    }
    assert_eq!(scene.value("select state from public.courses"), "draft");
    for table in ["public.course_credentials", "provost.course_databases"] {
        assert_eq!(scene.value(&format!("select count(*) from {table}")), "0", "{table}");
    }
}

/// The course was set up while its name led to a public address; then somebody changed what the name leads to.
#[tokio::test]
async fn a_name_that_leads_elsewhere_one_day() {
    let scene = Scene::new();
    let ours = Root::new("ours");
    let (server, url) = encrypted(&scene, &ours.sign(&["db.example.org"])).await;
    let url = url.replace("0.0.0.0", "db.example.org");
    let file = root(&scene, &ours, "ours");
    let on = |words: &[&str]| {
        run(scene
            .command(words)
            .env("PROVOST_TEST_HOSTS", "127.0.0.1 db.example.org")
            .env("COURSE_URL", &url))
    };
    let mut provision =
        scene.provision_command("cs101", &url, &["--allow-private", "--ssl-root-cert", &file]);
    let made = run(provision.env("PROVOST_TEST_HOSTS", "127.0.0.1 db.example.org"));
    assert_eq!(made.code, 0, "{made}");
    let test = on(&["course", "test", "cs101"]);
    assert_eq!(test.code, 0, "{test}");
    scene.sql("update provost.course_databases set allow_private = false");
    let before = server.log().len();
    scene.project.write("sql/course/V013__nothing.sql", "select 1;\n");
    for (words, code) in [
        (&["course", "test", "cs101"][..], 5),
        (&["course", "rotate", "cs101"], 5),
        (&["course", "set-credentials", "cs101", "--url-env", "COURSE_URL", "--ssl-root-cert", &file], 5),
        (&["migrate", "status", "--course", "cs101"], 5),
        (&["migrate", "up", "--course", "cs101"], 5),
        (&["drift", "check", "--course", "cs101"], 5),
        (&["fleet", "up"], 5),
        (&["fleet", "drift"], 5),
    ] {
        let refused = on(words);
        assert_eq!(refused.code, code, "{words:?}: {refused}");
        let said = "it leads to 127.0.0.1, which is not public: this machine";
        assert!(refused.to_string().contains(said), "{words:?}: {refused}");
    }
    assert_eq!(sessions(&server, before).0, 0, "{}", server.log());
    scene.sql("update provost.course_databases set allow_private = true");
    let again = on(&["migrate", "up", "--course", "cs101"]);
    assert_eq!(again.code, 0, "{again}");
}

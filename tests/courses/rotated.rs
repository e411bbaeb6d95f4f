//! A rotation that is killed between any two of its steps, and run again: one of the two passwords opens the database, and is found.

use crate::killed::{kill_in_the_trap, spawned};
use crate::scene::Scene;
use crate::verbs::{opens, with_password};

/// The trap stands before main writes, changes or destroys a credential of this name.
fn trap(scene: &Scene, event: &str, field: &str) {
    let row = if event == "delete" { "old" } else { "new" };
    scene.sql(&format!(
        "create function internal.trap() returns trigger language plpgsql as
            'begin perform pg_catalog.pg_sleep(300); return {row}; end';
         create trigger trap before {event} on public.course_credentials
            for each row when ({row}.field = '{field}') execute function internal.trap()"
    ));
}

#[tokio::test]
async fn a_rotation_that_is_cut_off_is_resolved_by_the_next_one() {
    let scene = Scene::new();
    let (server, url) = with_password(&scene).await;
    let made = scene.provision("cs101", &url, &["--allow-private"]);
    assert_eq!(made.code, 0, "{made}");
    for (event, field, old_opens) in [
        ("insert or update", "database_url_pending", true),
        ("insert or update", "database_url", false),
        ("delete", "database_url_pending", false),
    ] {
        let name = format!("{event} {field}");
        trap(&scene, event, field);
        let mut process = spawned(&scene.command(&["course", "rotate", "cs101"]));
        kill_in_the_trap(&scene, &mut process);
        scene.sql("drop function internal.trap() cascade");
        assert_eq!(opens(&url), old_opens, "{name}");
        let again = scene.good(&["course", "rotate", "cs101"]);
        assert!(again.out.contains("has a new password"), "{name}: {again}");
        scene.good(&["course", "test", "cs101"]);
        assert!(!opens(&url), "{name}");
        assert_eq!(
            scene.value("select string_agg(field, ' ') from public.course_credentials"),
            "database_url",
            "{name}"
        );
        // The next round begins with a password that is known again.
        server.run("alter role rep password 'right'").await;
        let mut command = scene.command(&[
            "course",
            "set-credentials",
            "cs101",
            "--url-env",
            "COURSE_URL",
            "--allow-private",
        ]);
        let set = crate::scene::run(command.env("COURSE_URL", &url));
        assert_eq!(set.code, 0, "{name}: {set}");
    }
}

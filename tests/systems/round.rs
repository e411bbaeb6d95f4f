//! The way that every system goes: up, nothing to do, its tests, down, up again.

use crate::catalog::{assert_same, lines, only};
use crate::scene::Scene;
use crate::support::wait;

const LOCKS: &str = include_str!("locks.sql");
/// What may be left when all is undone: the schema of the helper functions, without them, and what belongs to the whole server.
const MAY_STAY: [&str; 6] = ["schema rls ", "comment rls ", "role ", "member ", "extension ", "bucket "];

/// Goes the whole way.
pub(crate) fn trip(scene: &Scene) {
    let empty = lines(scene);
    let up = scene.done(&["migrate", "up"]);
    assert!(up.starts_with("applied ") && up.contains("brought access to its rules"), "{up}");
    let full = lines(scene);
    nothing_to_do_and_nothing_locked(scene);
    assert_same(&full, &lines(scene), "a second run changes nothing");

    proven(scene);

    functions_do_what_they_say(scene);
    assert_same(&full, &lines(scene), "the system's own tests leave nothing behind");
    down_to_nothing(scene, &empty);
    scene.done(&["migrate", "up"]);
    assert_same(&full, &lines(scene), "up again");
    nothing_to_do_and_nothing_locked(scene);
}

/// Everybody can do what is expected and nothing else, and nothing about the rules looks wrong.
fn proven(scene: &Scene) {
    let proof = scene.done(&["access", "test", "--worlds", "1"]);
    assert!(proof.starts_with("TABLE "), "{proof}");
    let lint = scene.done(&["access", "lint", "--strict"]);
    assert!(lint.contains("0 errors, 0 warnings"), "{lint}");
}

/// Somebody holds every table so that a run which wanted to lock one would stand still.
fn nothing_to_do_and_nothing_locked(scene: &Scene) {
    wait(async {
        let holder = scene.superuser().await;
        let locks: String = holder.query_one(LOCKS, &[]).await.unwrap().get(0);
        assert!(locks.contains("lock table auth.users in access exclusive mode;"), "{locks}");
        holder.batch_execute(&format!("begin; {locks}")).await.unwrap();
        let run = scene.run(&["migrate", "up", "--lock-wait", "1s"]);
        assert_eq!((run.code, run.out.as_str()), (0, "nothing to do\n"), "{}: {}", scene.system, run.err);
        holder.batch_execute("rollback").await.unwrap();
    });
}

/// The file that proves the system's functions, where it has one.
fn functions_do_what_they_say(scene: &Scene) {
    let file = "tests/functions.sql";
    let is_there = scene.folder().join(file).is_file();
    assert_eq!(is_there, scene.system != "campus", "{}: {file}", scene.system);
    if is_there {
        let run = scene.psql(file);
        assert_eq!(run.code, 0, "{}: {file}\n{}{}", scene.system, run.out, run.err);
    }
}

/// What is left is listed, line by line; nothing that was there before is gone.
fn down_to_nothing(scene: &Scene, empty: &std::collections::BTreeSet<String>) {
    scene.done(&["migrate", "down", "--to", "0", "--yes"]);
    let after = lines(scene);
    let gone = only(empty, &after);
    let left = only(&after, empty);
    let odd: Vec<&String> =
        left.iter().filter(|line| !MAY_STAY.iter().any(|start| line.starts_with(start))).collect();
    assert!(odd.is_empty(), "{}: {odd:#?}", scene.system);
    assert!(gone.is_empty(), "{}: {gone:#?}", scene.system);
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(format!("{}_after_down", scene.name()), left.join("\n"));
    });
}

//! The one comment: found again, never somebody else's, and harmless whatever stands in the plan.

use crate::scene::Scene;
use serde_json::{Value, json};

const LIST: &str = "GET repos/ann/shop/issues/7/comments?per_page=100";

#[test]
fn the_next_push_changes_the_same_comment() {
    let scene = Scene::new();
    scene.project.write("sql/V002__more.sql", "select 1;\n");
    let ended = scene.run();
    let (asked, body) = scene.asked();
    assert_eq!(asked, [LIST, "POST repos/ann/shop/issues/7/comments"], "{}", ended.said);
    let marker = body.lines().next().unwrap().to_owned();
    assert!(marker.starts_with("<!-- provost ") && marker.ends_with(" -->"), "{body}");
    assert!(body.contains("\n    apply V002 "), "{body}");

    let comment =
        |id: u32, login: &str, body: &str| json!({ "id": id, "user": { "login": login }, "body": body });
    // Somebody writes a comment that looks like ours, to be given its text and to change it later.
    let comments = [
        comment(1, "mallory", &body),
        comment(2, "github-actions[bot]", &format!("another action, which quotes {marker}")),
        comment(3, "github-actions[bot]", &body),
        comment(4, "github-actions[bot]", &body),
    ];
    scene.project.write("github/comments.json", Value::from(comments.to_vec()).to_string());
    scene.run();
    let (asked, again) = scene.asked();
    assert_eq!(asked, [LIST, "PATCH repos/ann/shop/issues/comments/3"]);
    assert_eq!(again, body);
}

#[test]
fn each_project_of_a_repository_has_its_own() {
    let mut scene = Scene::new();
    let marker = |scene: &Scene| {
        scene.run();
        scene.asked().1.lines().next().unwrap().to_owned()
    };
    let first = marker(&scene);
    scene.input("working-directory", "./--> @everyone");
    let second = marker(&scene);
    assert_ne!(first, second);
    assert_eq!(second.len(), first.len());
}

#[test]
fn what_is_hostile_stays_in_its_block() {
    let mut scene = Scene::new();
    scene.input("checks", "plan");
    let name = "```\r\n@everyone </details><img src=x onerror=alert(1)>\n<!-- provost -->\n# big";
    let sql = format!("drop table public.\"{name}\";\n");
    scene.project.write("sql/V002__more.sql", &sql);
    scene.project.write("sql/V002__more.down.sql", "select 1;");
    let ended = scene.run();
    let (_, body) = scene.asked();
    assert_block(&body, &ended.said);
}

/// Of a text that GitHub renders, all but what we wrote ourselves stands in a block of code.
fn assert_block(body: &str, said: &str) {
    assert!(!body.contains('\r'), "{body:?}");
    let (head, block) = body.split_once("would do:\n\n").unwrap_or_else(|| panic!("{body}\n{said}"));
    assert!(block.contains("@everyone"), "{block}");
    assert!(!head.contains("@everyone"), "{head}");
    for line in block.lines() {
        assert!(line.starts_with("    "), "{line:?}\n{block}");
    }
}

#[test]
fn a_long_plan_fits() {
    let mut scene = Scene::new();
    scene.input("checks", "plan");
    for number in 2..900 {
        scene
            .project
            .write(&format!("sql/V{number:03}__a_name_that_is_rather_long_for_a_migration.sql"), "select 1;");
    }
    let ended = scene.run();
    let (_, body) = scene.asked();
    assert!((60_000..65_536).contains(&body.len()), "{}", body.len());
    assert!(body.ends_with("\n\nThe rest is in the log.\n"), "{}", &body[60_000..]);
    assert!(ended.said.contains("V899"), "the log has all of it");
}

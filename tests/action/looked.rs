//! What the action looks at, and what it ends with.

use crate::scene::{RULES, Scene};
use serde_json::Value;

#[test]
fn a_pull_request_that_changes_nothing_is_well() {
    let scene = Scene::new();
    let ended = scene.run();
    assert_eq!(ended.code, 0, "{}", ended.said);
    for line in ["lint: exit code 0", "access: exit code 0", "drift: exit code 0", "plan: exit code 0"] {
        assert!(ended.said.contains(line), "{}", ended.said);
    }
    let (_, body) = scene.asked();
    assert!(body.contains("| drift | nothing |"), "{body}");
}

#[tokio::test]
async fn the_highest_of_its_exit_codes_is_the_actions() {
    let mut scene = Scene::new();
    scene.database.run("alter table notes disable row level security").await;
    let ended = scene.run();
    // The plan refuses what was changed by hand.
    assert_eq!(ended.code, 5, "{}", ended.said);
    assert!(
        ended.said.contains("::error file=provost.toml,title=table public.notes [drift-changed]"),
        "{}",
        ended.said
    );
    let (_, body) = scene.asked();
    assert!(body.contains("| drift | **something to mend** |\n| plan | **failed**, exit code 5 |"), "{body}");

    scene.input("checks", "lint drift");
    assert_eq!(scene.run().code, 1);
    scene.input("checks", "lint drift; echo pwned");
    let refused = scene.run();
    assert_eq!(refused.code, 2, "{}", refused.said);
    assert!(!refused.said.lines().any(|line| line == "pwned"), "{}", refused.said);
    scene.input("checks", "access");
    scene.project.write("rules.toml", "[tables]\nnotes = 1\n");
    assert_eq!(scene.run().code, 3);
    scene.input("checks", "drift");
    scene.input("database-url", "postgres://ann:hush@localhost:1/shop");
    scene.project.write("rules.toml", RULES);
    let ended = scene.run();
    assert_eq!(ended.code, 4, "{}", ended.said);
    assert!(!ended.said.contains("hush"), "{}", ended.said);
}

#[test]
fn without_an_address_nothing_seems_well_that_was_not_looked_at() {
    let mut scene = Scene::new();
    scene.input("database-url", "");
    let ended = scene.run();
    assert_eq!(ended.code, 0, "{}", ended.said);
    let (_, body) = scene.asked();
    assert!(body.contains("| drift | not looked at: no `database-url` |\n| plan | not looked at"), "{body}");
    assert!(!body.contains("would do"), "{body}");
}

#[test]
fn strangers_are_kept_apart() {
    let mut scene = Scene::new();
    scene.github("github.event.pull_request.head.repo.full_name", "mallory/shop");
    let ended = scene.run();
    assert_eq!((ended.code, scene.asked().0), (0, Vec::new()), "{}", ended.said);
    scene.github("event", "pull_request_target");
    let refused = scene.run();
    assert_eq!((refused.code, scene.asked().0), (5, Vec::new()), "{}", refused.said);
}

#[test]
fn findings_are_there_to_be_uploaded() {
    let mut scene = Scene::new();
    scene.input("sarif", "true");
    scene.project.write("sql/V002__index.sql", "create index notes_id on public.notes (id);\n");
    let ended = scene.run();
    assert_eq!(ended.code, 1, "{}", ended.said);
    for (name, rule) in [("lint", Some("index-blocks-writes")), ("access", None), ("drift", None)] {
        let file = scene.temp().join(format!("provost/sarif/{name}.sarif"));
        let log: Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        let rules =
            log["runs"][0]["results"].as_array().unwrap().iter().map(|it| it["ruleId"].as_str().unwrap());
        let rules: Vec<&str> = rules.collect();
        assert!(rule.is_none_or(|rule| rules.contains(&rule)), "{name}: {rules:?}");
    }
}

//! What stands on the page.

use crate::scene::{SCRIPT, Scene};
use crate::support::{Project, provost};
use serde_json::Value;

#[tokio::test]
async fn names_cannot_leave_their_place() {
    let page = Scene::new().await.page();
    assert!(!page.contains("<script"), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;"), "{page}");
    assert!(page.contains(r"a\u{202e}"));
    assert!(!page.contains('\u{202e}'));
    assert!(page.contains("library &amp; co"));
    // Nothing is asked of another place: the only addresses are places on the page.
    for attribute in ["src=", "href=\"http", "url(", "@import"] {
        assert!(!page.contains(attribute), "{attribute}");
    }
    assert_eq!(page.matches("</style>").count(), 1);
}

#[tokio::test]
async fn the_document_says_what_the_page_shows() {
    let scene = Scene::new().await;
    let output = scene.run(&["report", "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let main = &report["main"];
    let states: Vec<&str> = main["status"]["migrations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["state"].as_str().unwrap())
        .collect();
    assert_eq!(states, ["applied", "pending"]);
    // The table made by hand is not wanted, and the one of the pending file is missing.
    let drift: Vec<&str> =
        main["drift"].as_array().unwrap().iter().map(|it| it["object"].as_str().unwrap()).collect();
    assert!(drift.contains(&"table public.later"), "{drift:?}");
    assert!(drift.contains(&format!("table public.\"{SCRIPT}\"").as_str()), "{drift:?}");
    let picture = &main["plan"]["picture"];
    assert_eq!(picture["frames"].as_array().unwrap().len(), 3);
    // One from book to author, one from a book to itself.
    assert_eq!(picture["lines"].as_array().unwrap().len(), 2);
    let access = &main["plan"]["access"];
    assert_eq!(access["people"], serde_json::json!(["anon", "signed_in", "service_role"]));
    let reach = |table: usize, person: usize| -> Vec<&str> {
        let cells = access["rows"][table]["people"][person].as_array().unwrap();
        cells.iter().map(|cell| cell["reach"].as_str().unwrap()).collect()
    };
    assert_eq!(reach(0, 0), ["some", "none", "none", "none"]);
    assert_eq!(reach(0, 1), ["all", "none", "none", "none"]);
    assert_eq!(reach(1, 1), ["some"; 4]);
    assert_eq!(reach(1, 2), ["all"; 4]);
}

#[test]
fn without_a_project_there_is_nothing_to_report() {
    let output = provost().arg("report").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap());
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_the_page_is_lost() {
    let project = Project::new()
        .file("provost.toml", "[project]\nname = \"p\"\n\n[main]\nmigrations = \"sql\"\n")
        .file("sql/V001__a.sql", "create schema a;");
    let database = crate::support::TestServer::fresh_database();
    let output = project
        .provost()
        .args(["report", "--out", "no/such/page.html", "--database-url", &database.url])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    insta::assert_snapshot!(String::from_utf8(output.stderr).unwrap());
}

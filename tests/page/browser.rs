//! The page in a real browser: on a desk, on a phone, on paper.
#![expect(clippy::disallowed_methods, reason = "files for the browser, and the browser")]

use crate::scene::Scene;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A page that shows the report in a frame of some width and says what it measured.
const MEASURE: &str = include_str!("measure.html");

#[tokio::test]
async fn a_desk_and_a_phone_show_it_whole() {
    let page = Scene::new().await.page();
    let desk = measured(&page, 1400);
    assert_eq!(desk["title"], "library & co: report");
    assert_eq!(desk["scripts"], 0);
    let sections = serde_json::json!(["migrations", "drift", "access-main", "tables-main"]);
    assert_eq!(desk["sections"], sections);
    assert_eq!((&desk["boxes"], &desk["lines"]), (&3.into(), &2.into()));
    assert_eq!(desk["painted"], "rgb(31, 95, 174)", "the sheet of styles is not read");
    let phone = measured(&page, 390);
    for width in [&desk, &phone] {
        assert_eq!(width["wide"], false, "the page is wider than its window");
        assert_eq!(width["covered"], 0, "boxes cover each other");
        assert_eq!(width["cut"], 0, "texts leave their boxes");
        assert_eq!(width["all"], 13);
        assert!(width["small"].as_f64().unwrap() >= 12.0, "{width}");
    }
}

#[tokio::test]
async fn a_whole_system_fits_on_paper() {
    let scene = Scene::new().await;
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("page.html"), scene.page()).unwrap();
    let paper = dir.path().join("page.pdf");
    let printed = browser(dir.path())
        .arg(format!("--print-to-pdf={}", paper.display()))
        .arg(address(&dir.path().join("page.html")))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&printed.stderr).into_owned();
    let paper = std::fs::read(&paper).unwrap_or_else(|error| panic!("{error}: {said}"));
    assert!(paper.starts_with(b"%PDF-"));
    let pages =
        paper.windows(11).filter(|window| window == b"/Type /Page" || window == b"/Type/Page\n").count();
    assert!((1..=4).contains(&pages), "{pages} sheets");
}

/// What the browser measured of a page in a window of this width.
fn measured(page: &str, width: u32) -> Value {
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join("page.html"), page).unwrap();
    let frame = dir.path().join("frame.html");
    std::fs::write(&frame, MEASURE.replace("WIDTH", &width.to_string())).unwrap();
    let output = browser(dir.path())
        .args(["--allow-file-access-from-files", "--virtual-time-budget=5000", "--dump-dom"])
        .arg(address(&frame))
        .output()
        .unwrap();
    let shown = String::from_utf8_lossy(&output.stdout).into_owned();
    let said = shown.split_once(r#"<pre id="said">"#).and_then(|(_, rest)| rest.split_once("</pre>"));
    let (said, _) = said.unwrap_or_else(|| panic!("{shown}{}", String::from_utf8_lossy(&output.stderr)));
    serde_json::from_str(&said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")).unwrap()
}

fn address(file: &Path) -> String {
    format!("file://{}", file.display())
}

/// Chromium without a window, a profile that is thrown away, and no word to anybody.
fn browser(dir: &Path) -> Command {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let folders = ["/usr/bin", "/usr/local/bin", "/snap/bin", "/opt/google/chrome"];
    let places = folders.iter().flat_map(|folder| names.map(|name| PathBuf::from(folder).join(name)));
    let found = places.into_iter().find(|program| program.exists());
    let program = found.expect("Chromium is not installed: it shows the page as a person sees it");
    let mut command = Command::new(program);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]);
    command.args(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
    command.arg(format!("--user-data-dir={}", dir.join("profile").display()));
    command
}

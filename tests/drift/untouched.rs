//! A database that nobody touched has no drift, wherever it is carried.

use crate::scene::{Scene, snapshot};
use crate::support::binaries;
use crate::support::schema::compile;
use provost::embedded::{Contents, Server};
use provost::model::Ident;
use provost::snapshot::{Snapshot, compare};
use std::path::Path;
use std::process::Command;

fn differences(wanted: &Snapshot, found: &Snapshot) -> Vec<String> {
    let drift = compare(wanted.clone(), found.clone());
    drift
        .differences
        .iter()
        .map(|it| format!("{}: {:?} wanted {} found {}", it.id, it.change, it.wanted, it.found))
        .collect()
}

#[tokio::test]
async fn nothing_differs_after_a_dump_a_restore_and_a_vacuum() {
    let scene = Scene::new().await;
    // A dump does not say which version of an extension it wants.
    scene.run("rich", false, "alter extension pg_trgm update").await;
    let before = scene.snapshot("rich").await;
    assert!(before.objects.len() > 60, "{} objects", before.objects.len());
    assert_eq!(differences(&before, &scene.snapshot("rich").await), [] as [&str; 0]);

    scene.run("rich", true, "vacuum full").await;
    assert_eq!(differences(&before, &scene.snapshot("rich").await), [] as [&str; 0]);

    scene.server().create_database(&Ident::parse("restored").unwrap(), Contents::Nothing).await.unwrap();
    carry(scene.server(), "rich", "restored");
    let restored = scene.snapshot("restored").await;
    assert_eq!(differences(&before, &restored), [] as [&str; 0]);
    assert_eq!(before.fingerprint(), restored.fingerprint());
}

#[tokio::test]
async fn a_catalog_that_did_not_change_is_not_read_again() {
    let scene = Scene::new().await;
    let kept = scene.watermark("rich", None).await;
    assert_eq!(kept.fingerprint, scene.snapshot("rich").await.fingerprint());
    // On a server where nobody wrote, and on one where somebody did.
    assert!(scene.is_same("rich", &kept).await);
    scene.run("rich", false, "create table passing (id int); drop table passing; analyze").await;
    let later = scene.watermark("rich", Some(&kept)).await;
    assert_ne!(later, kept, "the server's next transaction is another");
    assert_eq!(later.fingerprint, kept.fingerprint);
    scene.run("rich", true, "vacuum (freeze, analyze)").await;
    assert!(scene.is_same("rich", &kept).await);
    // One that is under way may write yet.
    let open = scene.client("rich", false).await;
    open.batch_execute("begin; create table soon (id int)").await.unwrap();
    let meanwhile = scene.watermark("rich", Some(&kept)).await;
    open.batch_execute("commit").await.unwrap();
    assert!(!scene.is_same("rich", &meanwhile).await);
    // A copy has the same rows, and is another database.
    scene.run("rich", false, "drop table soon").await;
    drop(open);
    let kept = scene.watermark("rich", None).await;
    scene.copy("rich", "copied").await;
    assert!(!scene.is_same("copied", &kept).await);
}

fn carry(server: &Server, from: &str, to: &str) {
    let binaries = binaries();
    let (dump, psql) = (binaries.program("pg_dump").unwrap(), binaries.program("psql").unwrap());
    let url = |name: &str| server.superuser_address(name).to_string();
    let dumped = Command::new(dump).args(["-d", &url(from)]).output().unwrap();
    assert!(dumped.status.success(), "{}", String::from_utf8_lossy(&dumped.stderr));
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), &dumped.stdout).unwrap();
    // The schema `public` is there already, and dumps make it again where its owner is another.
    let restored = run(&psql, &url(to), file.path());
    assert!(restored.is_empty(), "{restored}");
}

fn run(psql: &Path, url: &str, file: &Path) -> String {
    let output = Command::new(psql).args(["-X", "-q", "-d", url, "-f"]).arg(file).output().unwrap();
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn a_snapshot_survives_being_written() {
    let scene = Scene::new().await;
    let taken = snapshot(scene.server(), "rich").await;
    let text = taken.text().unwrap();
    let read = Snapshot::parse("main.json", &text).unwrap();
    assert_eq!(read, taken);
    assert_eq!(read.text().unwrap(), text);

    let cut = Snapshot::parse("main.json", &text[..text.len() / 2]).unwrap_err();
    assert_eq!(cut.what(), "`main.json` is not a whole snapshot");
    let edited = text.replace("\"row_security\": true", "\"row_security\": false");
    assert!(Snapshot::parse("main.json", &edited).unwrap_err().to_string().contains("it was edited"));
    let newer = text.replace("\"format\": 1", "\"format\": 2");
    assert!(Snapshot::parse("main.json", &newer).unwrap_err().to_string().contains("it has format 2"));
}

/// Another program reads a snapshot by the schema that ships.
#[tokio::test]
async fn a_snapshot_keeps_to_its_schema() {
    let schema = compile(&Snapshot::schema());
    let text = Scene::new().await.snapshot("rich").await.text().unwrap();
    let document = schema.check(&text).unwrap();
    assert!(document["objects"].as_array().unwrap().len() > 60);

    for (good, bad) in [
        ("\"kind\": \"policy\"", "\"kind\": \"polices\""),
        ("\"format\": 1", "\"form\": 1"),
        ("\"schema\": \"public\"", "\"schema\": null"),
    ] {
        let broken = text.replacen(good, bad, 1);
        assert_ne!(broken, text, "{good}");
        assert!(schema.check(&broken).is_err(), "{bad}");
    }
}

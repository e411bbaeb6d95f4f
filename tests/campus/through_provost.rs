//! The program itself on the campus system's files: it makes what the files say, and takes it back.

use crate::catalog::{assert_same, catalog};
use crate::database::Database;
use crate::support::provost;
use provost::embedded::Contents;
use std::path::Path;

fn migrate(database: &Database, folder: &str, arguments: &[&str]) -> String {
    let files = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql").join(folder);
    let mut command = provost();
    command.arg("migrate").args(arguments).arg("--migrations").arg(files);
    let output =
        command.args(["--database-url", database.url()]).assert().success().get_output().stdout.clone();
    String::from_utf8(output).expect("text")
}

async fn up_down_up(folder: &str) {
    let by_hand = Database::with(folder).await;
    let wanted = catalog(&by_hand.owner().await).await;

    let database = Database::fresh(Contents::Platform);
    let client = database.owner().await;
    let empty = catalog(&client).await;
    migrate(&database, folder, &["up"]);
    assert_same(&wanted, &catalog(&client).await, "up");
    assert!(migrate(&database, folder, &["plan"]).contains("nothing to do"));
    migrate(&database, folder, &["down", "--to", "0", "--yes"]);
    assert_same(&empty, &catalog(&client).await, "down");
    migrate(&database, folder, &["up", "--single-transaction"]);
    assert_same(&wanted, &catalog(&client).await, "up again, in one transaction");
}

#[tokio::test]
async fn main_goes_up_down_and_up() {
    up_down_up("main").await;
}

#[tokio::test]
async fn course_goes_up_down_and_up() {
    up_down_up("course").await;
}

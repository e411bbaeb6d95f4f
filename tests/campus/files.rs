//! The migration files, applied by hand as the engine applies them: one transaction a file, in order of version.
#![expect(clippy::disallowed_methods, reason = "tests read the files that they apply")]

use std::path::Path;
use tokio_postgres::Client;

/// One migration with its way back.
pub(crate) struct File {
    pub(crate) stem: String,
    pub(crate) up: String,
    pub(crate) down: String,
}

/// The files of `sql/main` or `sql/course`, oldest first.
pub(crate) fn files(folder: &str) -> Vec<File> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("sql").join(folder);
    let read = |name: &str| std::fs::read_to_string(dir.join(name)).unwrap_or_else(|e| panic!("{name}: {e}"));
    let mut stems: Vec<String> = std::fs::read_dir(&dir)
        .expect("the folder is part of the project")
        .map(|entry| entry.expect("readable").file_name().into_string().expect("ASCII names"))
        .filter_map(|name| name.strip_suffix(".sql").map(str::to_owned))
        .filter(|stem| !stem.ends_with(".down"))
        .collect();
    stems.sort();
    assert!(!stems.is_empty(), "no migrations in {}", dir.display());
    stems
        .into_iter()
        .map(|stem| File { up: read(&format!("{stem}.sql")), down: read(&format!("{stem}.down.sql")), stem })
        .collect()
}

/// Runs one file's text in a transaction of its own.
pub(crate) async fn run(client: &Client, stem: &str, sql: &str) {
    let sql = format!("begin;\n{sql}\ncommit;");
    client.batch_execute(&sql).await.unwrap_or_else(|e| panic!("{stem}: {e:?}"));
}

/// Applies every file of a folder.
pub(crate) async fn apply_all(client: &Client, folder: &str) {
    for file in files(folder) {
        run(client, &file.stem, &file.up).await;
    }
}

/// Takes every file of a folder back, newest first.
pub(crate) async fn take_back_all(client: &Client, folder: &str) {
    for file in files(folder).iter().rev() {
        run(client, &format!("{}.down", file.stem), &file.down).await;
    }
}

//! A database's catalog as text, to tell whether two states are the same.

use tokio_postgres::Client;

const QUERY: &str = include_str!("catalog.sql");

/// Every object outside the system's schemas, one line each, with rights, comments and definitions.
pub(crate) async fn catalog(client: &Client) -> Vec<String> {
    let rows = client.query(QUERY, &[]).await.expect("the catalog can be read");
    rows.iter().map(|row| row.get(0)).collect()
}

/// Fails with the lines that only one side has.
pub(crate) fn assert_same(before: &[String], after: &[String], what: &str) {
    let only = |these: &[String], those: &[String]| -> Vec<String> {
        these.iter().filter(|line| !those.contains(line)).cloned().collect()
    };
    let (gone, new) = (only(before, after), only(after, before));
    assert!(gone.is_empty() && new.is_empty(), "{what}\nonly before: {gone:#?}\nonly after: {new:#?}");
}

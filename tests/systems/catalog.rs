//! What a database and its server hold, as lines that can be compared.

use crate::scene::Scene;
use crate::support::wait;
use std::collections::BTreeSet;

/// Everything outside the system's schemas and provost's own: the lines that the campus's tests compare, too.
const OBJECTS: &str = include_str!("../campus/catalog.sql");
/// What stands beside them: roles, members, settings, labels, buckets.
const BESIDE: &str = include_str!("beside.sql");

/// All of it.
pub(crate) fn lines(scene: &Scene) -> BTreeSet<String> {
    wait(async {
        let client = scene.superuser().await;
        // Names are qualified, whatever the path of a session is.
        client.batch_execute("set search_path = pg_catalog").await.unwrap();
        let mut lines = BTreeSet::new();
        for query in [OBJECTS, BESIDE] {
            let rows = client.query(query, &[]).await.unwrap();
            lines.extend(rows.iter().map(|row| row.get::<_, String>(0)));
        }
        lines
    })
}

/// Lines that only the first has.
pub(crate) fn only(these: &BTreeSet<String>, those: &BTreeSet<String>) -> Vec<String> {
    these.difference(those).cloned().collect()
}

/// Fails with the lines that only one side has.
#[track_caller]
pub(crate) fn assert_same(before: &BTreeSet<String>, after: &BTreeSet<String>, what: &str) {
    let (gone, new) = (only(before, after), only(after, before));
    assert!(gone.is_empty() && new.is_empty(), "{what}\nonly before: {gone:#?}\nonly after: {new:#?}");
}

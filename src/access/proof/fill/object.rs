//! Objects of buckets: which paths they may have. Rules read a path's folders, so those are what differs.

use super::{ColumnSource, Filler, Filling, quoted};
use crate::model::access::{Condition, TableName, bucket_word};
use serde_json::Map;
use std::collections::BTreeSet;

/// No bucket that a project could declare has such a name.
const UNDECLARED: &str = "not declared";

impl Filler<'_> {
    /// A bucket that nobody declared: its objects are nobody's. Those that are declared are there already.
    pub(super) fn undeclared(&self) -> Filling {
        let name = TableName::new("storage", "buckets");
        let column = |name: &str| (name.to_owned(), UNDECLARED.into());
        Filling {
            table: quoted(&name),
            rows: 1,
            fixed: vec![Map::from_iter(["id", "name"].map(column))],
            links: Vec::new(),
            columns: Vec::new(),
            helpers: self.access.settings.helpers.clone(),
            late: Vec::new(),
            people: Vec::new(),
            name,
        }
    }

    /// How the objects of all buckets are filled.
    pub(super) fn objects(&self) -> Filling {
        let name = TableName::objects();
        let world = self.access.worlds.get(&name);
        let wished = |column: &str| world.and_then(|world| world.candidates.get(column)).cloned();
        // What nothing is expected of cannot be compared with anything.
        let is_expected = |bucket: &&String| {
            let word = bucket_word(bucket);
            self.access.expectations.iter().any(|expectation| expectation.words().contains(&*word))
        };
        let buckets = || self.access.buckets.keys().filter(is_expected).cloned();
        let buckets = || buckets().chain([UNDECLARED.to_owned()]).collect();
        let buckets: Vec<String> = wished("bucket_id").unwrap_or_else(buckets);
        let paths = wished("name").unwrap_or_else(|| self.paths());
        let column = |name: &str, how, values| ColumnSource {
            name: name.to_owned(),
            kind: "text".to_owned(),
            how,
            values,
            null: 0.0,
        };
        Filling {
            table: quoted(&name),
            rows: buckets.len() * paths.len(),
            links: Vec::new(),
            columns: vec![column("bucket_id", "bucket", buckets), column("name", "path", paths)],
            fixed: Vec::new(),
            helpers: self.access.settings.helpers.clone(),
            late: Vec::new(),
            people: Vec::new(),
            name,
        }
    }

    /// Paths that the rules could be about, and some that only look like them.
    fn paths(&self) -> Vec<String> {
        let rules = self.access.buckets.values().flat_map(|bucket| &bucket.rules);
        let atoms = rules.flat_map(|rule| rule.rows.iter().chain(rule.after.iter().flatten()));
        let folder = |condition: &Condition| match condition {
            Condition::OwnFolder => Some("{person}".to_owned()),
            Condition::SetFolder { set } => Some(format!("{{set {set}}}")),
            _ => None,
        };
        let folders: BTreeSet<String> = atoms.filter_map(|atom| folder(&atom.condition)).collect();
        let of_folder = |folder: String| {
            ["/{any}.pdf", "/{any}/{any}.pdf", "{any}.pdf"].map(|rest| format!("{folder}{rest}"))
        };
        folders.into_iter().flat_map(of_folder).chain(["{any}.pdf".to_owned()]).collect()
    }
}

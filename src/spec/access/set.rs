//! `[sets]`: queries that give ids.

use super::Reading;
use super::draft::Draft;
use super::file::Security;
use super::settings::name;
use crate::failure::Result;
use crate::model::access::Set;
use crate::sqltext::Query;
use std::collections::BTreeMap;

/// The types that ids may have.
const KINDS: [&str; 4] = ["uuid", "bigint", "integer", "text"];

impl Reading {
    pub(super) fn sets(&self, draft: &Draft) -> Result<BTreeMap<String, Set>> {
        let mut sets = BTreeMap::new();
        for (set, entry) in &draft.sets {
            let (spot, named) = (entry.at(&entry.value.span), entry.spot());
            let table = &entry.value.value.0;
            name(&self.sources, &named, set)?;
            if ["own", "flag", "open", "is", "sql", "any", "uid", "role"].contains(&set.as_str()) {
                let failure = self.fault(&named, format!("`{set}` means something else in rules already"));
                return Err(failure.hint("choose another name for the set"));
            }
            let query =
                Query::parse(&table.ids).map_err(|problem| self.problem(&problem, &table.ids, &spot))?;
            if let Some((_, bare)) = query.tables.iter().find(|(schema, _)| schema.is_none()) {
                return Err(self
                    .fault(&spot, format!("set `{set}` reads `{bare}` without saying of which schema"))
                    .because(
                        "its function runs with an empty search path, so that nobody can slip in a table",
                    )
                    .hint(format!("write `public.{bare}`")));
            }
            let is_invoker = table.security == Some(Security::Invoker);
            if let Some((Some(schema), read)) = query.tables.first().filter(|_| is_invoker) {
                return Err(self
                    .fault(
                        &spot,
                        format!("set `{set}` would read `{schema}.{read}` with its caller's rights"),
                    )
                    .because(
                        "the table's own policies would filter it, and a policy that asks itself recurses",
                    )
                    .hint("leave `security` out: the set's function then reads with its owner's rights"));
            }
            let kind = table.kind.clone().unwrap_or_else(|| "uuid".to_owned());
            if !KINDS.contains(&kind.as_str()) {
                return Err(self
                    .fault(&spot, format!("set `{set}` cannot give ids of type `{kind}`"))
                    .hint(super::meant(&kind, &KINDS, "type")));
            }
            sets.insert(set.clone(), Set { query, kind, spot: named });
        }
        Ok(sets)
    }
}

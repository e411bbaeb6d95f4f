//! `[accept]`: what is known and left as it is.

use super::Reading;
use super::at::At;
use super::draft::{Draft, Entries};
use crate::failure::Result;
use crate::model::access::{Acceptance, Accepted};
use std::collections::BTreeMap;

impl Reading {
    pub(super) fn accepted(&self, draft: &Draft) -> Result<Accepted> {
        Ok(Accepted {
            mutants: self.acceptances(&draft.accepted_mutants)?,
            lint: self.acceptances(&draft.accepted_lint)?,
        })
    }

    fn acceptances(&self, entries: &Entries<At<String>>) -> Result<BTreeMap<String, Acceptance>> {
        let mut acceptances = BTreeMap::new();
        for (name, entry) in entries {
            let reason = entry.value.value.trim();
            if reason.is_empty() {
                let failure = self
                    .fault(&entry.at(&entry.value.span), format!("`{name}` is accepted without a reason"));
                return Err(failure.hint("say why it is good as it is"));
            }
            acceptances.insert(name.clone(), Acceptance { reason: reason.to_owned(), spot: entry.spot() });
        }
        Ok(acceptances)
    }
}

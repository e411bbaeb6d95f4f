//! Columns, whatever the row: what is granted is compared with what the matrix narrows, and with what nobody may write.

use super::{Side, Trial, Verdict};
use crate::access::proof::mismatch::Verb;
use crate::model::access::{Operation, Person};
use std::collections::BTreeSet;

impl Trial<'_> {
    pub(super) fn columns(&self, side: &Side<'_>, verdict: &mut Verdict) {
        let Some(granted) = self.granted(side) else { return };
        let role = &side.actor.database_role;
        let why = format!("granted to `{role}`");
        for (operation, columns) in
            [(Operation::Select, &granted.select), (Operation::Insert, &granted.insert)]
        {
            let Some(listed) = side.line.narrowed(operation) else { continue };
            verdict.decisions += columns.union(&listed).count();
            for column in columns.difference(&listed) {
                verdict.mismatches.push(self.about(
                    side,
                    Verb::Column(operation, column.clone()),
                    true,
                    why.clone(),
                ));
            }
            for column in listed.difference(columns) {
                let why = format!("not granted to `{role}`");
                verdict.mismatches.push(self.about(
                    side,
                    Verb::Column(operation, column.clone()),
                    false,
                    why,
                ));
            }
        }
        if !matches!(side.actor.line, Person::Service(_)) {
            let written: BTreeSet<(Operation, &String)> =
                (granted.insert.iter().map(|it| (Operation::Insert, it)))
                    .chain(granted.update.iter().map(|it| (Operation::Update, it)))
                    .collect();
            for (operation, column) in written {
                if self.subject.expectation.never.contains(column) {
                    let verb = Verb::Column(operation, column.clone());
                    verdict.mismatches.push(self.about(side, verb, true, why.clone()));
                }
            }
        }
        if granted.truncate && !self.subject.is_platforms() {
            verdict.mismatches.push(self.about(side, Verb::Truncate, true, why));
        }
    }
}

//! A statement cannot run in the transaction of its file.

use crate::model::Mode;
use crate::sqltext::lint::look::{Fault, Look};

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    if look.file.mode == Mode::NoTransaction {
        return Vec::new();
    }
    let fault = |name| {
        Fault::new(
            format!("`{name}` cannot run in a transaction, and this file runs in one"),
            "put `-- no-transaction` on the first line, and statements that belong together into a file of their own",
        )
    };
    look.statement.kind.needs_no_transaction().map(fault).into_iter().collect()
}

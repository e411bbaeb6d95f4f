//! An invalid index would be accepted.

use crate::sqltext::kind::Kind;
use crate::sqltext::lint::look::{Fault, Look};

pub(super) fn find(look: &Look<'_>) -> Vec<Fault> {
    let accepts = matches!(&look.statement.kind, Kind::CreateIndexConcurrently(index) if index.if_not_exists);
    let fault = || {
        Fault::new(
            "`if not exists` also accepts the invalid index that a failed build leaves",
            "leave `if not exists` out: provost drops an invalid leftover and builds it again",
        )
    };
    accepts.then(fault).into_iter().collect()
}

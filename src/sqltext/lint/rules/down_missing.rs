//! Nothing undoes a migration.

use crate::sqltext::lint::look::{Fault, File};
use crate::sqltext::split::Statement;

pub(super) fn find(file: &File<'_>, _: &[Statement]) -> Vec<Fault> {
    let stem = file.stem();
    let fault = || Fault::new(format!("nothing undoes `{stem}`"), format!("write `{stem}.down.sql` beside it"));
    file.lacks_down.then(fault).into_iter().collect()
}

//! What single entries cannot say: that names fit together, and that no rule opens what decides about access.

mod authority;
mod columns;
mod sets;

use crate::failure::Result;
use crate::model::access::Access;

/// Checks the whole.
pub(super) fn all(access: &Access) -> Result<()> {
    sets::known(access)?;
    sets::acyclic(access)?;
    columns::agree(access)?;
    authority::kept(access)
}

//! One file a measurement.

mod planning;
mod policies;
mod rendering;

use crate::Size;
use crate::support::report::Report;
use crate::support::server::Server;
use anyhow::Result;

/// Takes a measurement.
type Measure = fn(&Server, &Size, &mut Report) -> Result<()>;

/// All of them, by the name a filter looks at.
pub(crate) const ALL: [(&str, Measure); 3] =
    [("policies", policies::policies), ("rendering", rendering::rendering), ("planning", planning::planning)];

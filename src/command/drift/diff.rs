//! `provost drift diff`: two databases, two snapshots, or one of each.

use super::report::{self, Sides};
use crate::cli::drift::Diff as Args;
use crate::command::{Context, address, file, target};
use crate::failure::Result;
use crate::model::Target;
use crate::snapshot::{Accepts, Snapshot, compare};
use secrecy::{ExposeSecret as _, SecretString};
use std::path::Path;

pub(super) async fn diff(context: &Context<'_>, args: &Args) -> Result<()> {
    let (wanted, from, _) = side(context, &args.wanted).await?;
    let (found, name, target) = side(context, &args.found).await?;
    let sides = Sides { command: "drift diff", wanted: from, found: name, target };
    report::report(context, &args.report, compare(wanted, found), &Accepts::default(), &sides)
}

async fn side(context: &Context<'_>, named: &SecretString) -> Result<(Snapshot, String, Option<Target>)> {
    let text = named.expose_secret();
    if !["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme)) {
        return Ok((file::snapshot(context, Path::new(text))?, format!("`{text}`"), None));
    }
    let address = address::read(context, text)?;
    let (mut door, moved) = target::door(context, address)?;
    moved.iter().for_each(|moved| context.printer.warn(moved));
    door.target.label = None;
    let session = door.open().await?;
    target::tell_recovery(context, &session);
    let snapshot = session.snapshot().await?;
    Ok((snapshot, door.target.noun(), Some(door.target)))
}

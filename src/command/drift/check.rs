//! `provost drift check`: a target against what its files and rules make, or against a snapshot.

use super::report::{self, Sides};
use crate::cli::drift::Check as Args;
use crate::command::{Context, address, file, shadow, target};
use crate::failure::Result;
use crate::pg::Door;
use crate::snapshot::{Snapshot, compare};

pub(super) async fn check(context: &Context<'_>, args: &Args) -> Result<()> {
    let accepts = file::accepts(context, args.accept.as_deref())?;
    let (wanted, found, door, from) = match &args.against {
        Some(file) => {
            let wanted = file::snapshot(context, file)?;
            let (door, _) = address::way_in(context, Vec::new).await?;
            (wanted, look(context, &door).await?, door, format!("`{}`", file.display()))
        }
        None => {
            let work = target::resolve(context).await?;
            let schema = work.door.pin.as_ref().and_then(|pin| pin.schema.as_deref());
            let shadow = shadow::snapshot(context, &work.folder, &work.access, schema);
            // Two servers can be asked at once.
            let (wanted, found) = tokio::join!(shadow, look(context, &work.door));
            (wanted?, found?, work.door, "the project's files and rules".to_owned())
        }
    };
    let sides = Sides {
        command: "drift check",
        wanted: from,
        found: door.target.noun(),
        target: Some(door.target.clone()),
    };
    report::report(context, &args.report, compare(wanted, found), &accepts, &sides)
}

async fn look(context: &Context<'_>, door: &Door) -> Result<Snapshot> {
    let session = door.open().await?;
    target::tell_recovery(context, &session);
    session.snapshot().await
}

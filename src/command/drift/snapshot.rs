//! `provost drift snapshot`: all that a database's catalog says, as a file.

use crate::cli::drift::Snapshot as Args;
use crate::command::{Context, address, file, target};
use crate::failure::Result;

pub(super) async fn snapshot(context: &Context<'_>, args: &Args) -> Result<()> {
    let (door, _) = address::way_in(context, Vec::new).await?;
    let session = door.open().await?;
    target::tell_recovery(context, &session);
    let snapshot = session.snapshot().await?;
    if !snapshot.hidden.is_empty() {
        context.printer.warn("storage buckets are left out: the role may not read `storage.buckets`");
    }
    let text = snapshot.text()?;
    let Some(out) = &args.out else { return context.printer.document(&text) };
    let name = file::write(context, out, &text)?;
    context.printer.say(format_args!(
        "wrote `{name}`: {} objects of {}, fingerprint {}",
        snapshot.objects.len(),
        door.target.noun(),
        snapshot.fingerprint()
    ));
    Ok(())
}

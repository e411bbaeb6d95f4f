//! `provost vault verify`: opens everything that is sealed, and checks the audit trail.

use super::{main_door, open};
use crate::cli::Format;
use crate::cli::vault::Verify as Args;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::render;

pub(super) async fn verify(context: &Context<'_>, args: &Args) -> Result<()> {
    let door = main_door(context).await?;
    let vault = open(context, &door).await?;
    let verified = vault.verify(args.since).await?;
    let count = verified.findings.len();
    if context.options.output.format == Format::Json {
        context.printer.json(&verified)?;
    } else {
        let mut text = render::findings(&verified.findings);
        text += &format!(
            "{} credentials and {} wrapped data keys open; {} entries in the audit trail\n",
            verified.credentials, verified.wraps, verified.entries
        );
        if verified.by_others > 0 {
            text += &format!(
                "{} data keys are wrapped by master keys that are not here as well\n",
                verified.by_others
            );
        }
        if let Some(head) = &verified.head {
            text += &format!(
                "note the end of the trail outside of the database, for the next time: --since {head}\n"
            );
        }
        context.printer.document(&text)?;
    }
    if count == 0 {
        return Ok(());
    }
    let noun = if count == 1 { "thing is" } else { "things are" };
    Err(Failure::new(Kind::Secret, format!("{count} {noun} not as the vault left it"))
        .database("unchanged but for the entries of this run in the audit trail")
        .hint("each finding above says what to do"))
}

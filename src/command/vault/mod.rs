//! `provost vault`: one file a verb, and where the master key comes from.

mod init;
mod rotate;
mod source;
mod state;
mod status;
mod verify;

use super::{Context, address, target};
use crate::cli::vault::Command;
use crate::failure::Result;
use crate::pg::Door;
use crate::pg::vault::{Actor, Vault};
use nix::unistd::{Uid, User, gethostname};
pub(super) use source::{Source, descriptor};
pub(super) use state::State;

/// Runs a verb of `vault`.
pub(super) async fn vault(context: &Context<'_>, verb: Command) -> Result<()> {
    match verb {
        Command::Init(args) => init::init(context, &args).await,
        Command::Status => status::status(context).await,
        Command::Rotate(args) => rotate::rotate(context, &args).await,
        Command::Verify(args) => verify::verify(context, &args).await,
    }
}

/// The way into main, whatever target the command works on.
///
/// # Errors
/// When main is not known, or is behind a pooler without sessions.
pub(super) async fn main_door(context: &Context<'_>) -> Result<Door> {
    let on_main = context.on_main()?;
    let (door, moved) = target::door(&on_main, address::address(&on_main, Vec::new).await?)?;
    moved.iter().for_each(|moved| context.printer.warn(moved));
    Ok(door)
}

/// Opens the vault of main with the keys at hand.
///
/// # Errors
/// When main has none, or the keys are not to be had, or are others.
pub(super) async fn open(context: &Context<'_>, main: &Door) -> Result<Vault> {
    open_with(main, Source::of(context)?).await
}

/// Opens the vault of main with the keys of this source.
///
/// # Errors
/// When main has none, or the keys are not to be had, or are others.
pub(super) async fn open_with(main: &Door, source: Source) -> Result<Vault> {
    Vault::open(main, Box::new(source), actor(main)).await
}

/// Who acts, as far as this machine can say.
fn actor(main: &Door) -> Actor {
    let uid = Uid::effective();
    let user = User::from_uid(uid).ok().flatten().map_or_else(|| uid.to_string(), |user| user.name);
    let host = gethostname().ok().and_then(|host| host.into_string().ok()).unwrap_or_default();
    Actor { user, host, run: main.run.clone() }
}

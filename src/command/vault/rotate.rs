//! `provost vault rotate`: other keys, while everybody goes on reading.

use super::source::Source;
use super::{main_door, open_with};
use crate::cli::vault::Rotate as Args;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::pg::vault::{Rotated, Vault};
use crate::vault::Key;
use serde::Serialize;

#[derive(Serialize)]
struct Document {
    key: String,
    #[serde(flatten)]
    rotated: Rotated,
    retired: bool,
    data_keys: usize,
}

pub(super) async fn rotate(context: &Context<'_>, args: &Args) -> Result<()> {
    let door = main_door(context).await?;
    let source = Source::of(context)?;
    let keeper = Source::of(context)?;
    let said = source.to_string();
    let vault = open_with(&door, source).await?;
    context.announce(&door.target);
    vault.lock_keys().await?;
    context
        .database_is("every credential opens with the keys from before; run the same command again to go on");
    let mut progress = |done: usize| context.printer.say(format_args!("  {done} data keys"));
    let mut document =
        Document { key: String::new(), rotated: Rotated::default(), retired: false, data_keys: 0 };
    if args.retire {
        retire(&vault).await?;
        document.retired = true;
    } else if args.data_keys {
        document.data_keys = vault.change_data_keys(&mut progress).await?;
    } else {
        begin(&vault, &keeper).await?;
        document.rotated = vault.rewrap(&mut progress).await?;
    }
    let active = vault.table().active().map(|row| row.id.to_string()).unwrap_or_default();
    document.key = active;
    context.show(&document, || told(&document, &said))?;
    match document.rotated.unopened.as_slice() {
        [] => Ok(()),
        courses => Err(Failure::new(Kind::Secret, format!("the data keys of {} courses could not be wrapped", courses.len()))
            .because(format!("no key at hand opens them: course {}", courses.first().map(ToString::to_string).unwrap_or_default()))
            .database("all others are wrapped by the new master key")
            .hint("put the key that wrapped them into the key file and run it again; `provost vault verify` names each of them")),
    }
}

/// A rotation that was cut off goes on; otherwise a new key is made, or the newest at hand is taken where nobody has used it yet.
async fn begin(vault: &Vault, keeper: &Source) -> Result<()> {
    match vault.waiting().await? {
        (_, 0) => {}
        (1.., _) => return Ok(()),
        (0, _) => {
            return Err(Failure::new(Kind::Refused, "the rotation before this one is not at its end")
                .because("what earlier master keys wrapped is still there, for hosts that do not have the new key yet")
                .database("unchanged")
                .hint("copy the key file to every host, then run `provost vault rotate --retire`"));
        }
    }
    let table = vault.table();
    let unused = vault.newest_at_hand().filter(|key| table.row(key.id()).is_none());
    let (key, wrapped) = match unused {
        Some(key) => (key, None),
        None => {
            let key = Key::fresh()?;
            let wrapped = keeper.keep(&key, vault.deployment()).await?;
            (key, wrapped)
        }
    };
    vault.begin_with(&key, keeper.hint(), wrapped).await
}

async fn retire(vault: &Vault) -> Result<()> {
    match vault.waiting().await? {
        (0, _) => vault.retire().await,
        (waiting, _) => Err(Failure::new(
            Kind::Refused,
            format!("{waiting} data keys are wrapped by earlier master keys alone"),
        )
        .database("unchanged")
        .hint("wrap them first: `provost vault rotate`")),
    }
}

fn told(document: &Document, source: &str) -> String {
    if document.retired {
        format!(
            "what earlier master keys wrapped is gone; {} alone opens the vault now\nkeep the earlier keys for as long as backups of main from before are kept: they open only with those\n",
            document.key
        )
    } else if document.data_keys > 0 {
        format!(
            "{} courses have a new data key, and their credentials are sealed with it\n",
            document.data_keys
        )
    } else {
        format!(
            "master key {} wraps everything: {} data keys by this run\nit is in {source}; back it up apart from the database\ncopy it to every host that opens credentials, then run `provost vault rotate --retire`\n",
            document.key, document.rotated.wrapped
        )
    }
}

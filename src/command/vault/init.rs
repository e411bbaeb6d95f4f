//! `provost vault init`: the master key, and the vault in main that it opens.

use super::source::Source;
use super::{actor, main_door};
use crate::cli::vault::Init as Args;
use crate::command::{Context, process};
use crate::failure::{Failure, Kind, Result};
use crate::pg::vault::{Founded, KeySource as _, KeyTable, found, vacant};
use crate::vault::Key;

pub(super) async fn init(context: &Context<'_>, args: &Args) -> Result<()> {
    let door = main_door(context).await?;
    let source = Source::of(context)?;
    let vacant = vacant(&door, args.replace_lost).await?;
    context.announce(&door.target);
    if args.replace_lost {
        let name = door.target.label.clone().unwrap_or_else(|| door.target.database.clone());
        context
            .confirm(&format!("gives up every credential in the vault of {}", door.target.noun()), &name)?;
    }
    let (key, wrapped) = match source.is_vacant() || args.replace_lost {
        // First the key is where it stays, then the vault knows it: a key without a vault is of no harm.
        true => {
            process::keep_to_itself();
            let key = Key::fresh()?;
            let wrapped = source.keep(&key, vacant.deployment).await?;
            (key, wrapped)
        }
        // One that is there is never overwritten: somebody made it for this vault, or a run was cut off after it had.
        false => (newest(&source).await?, None),
    };
    let founded = found(vacant, &key, source.hint(), wrapped, &actor(&door)).await?;
    context.show(&founded, || told(&founded, &source))
}

fn told(founded: &Founded, source: &Source) -> String {
    let mut text = format!("the vault opens with master key {}\nit is in {source}\n", founded.key);
    if founded.lost > 0 {
        text += "gave up what earlier keys sealed: each rep has to hand over credentials again (`provost course set-credentials CODE`)\n";
    }
    text += "back it up now, apart from the database: without it nobody can open the credentials, and with it and a copy of main anybody can\n";
    text
}

/// The newest key that is there already.
async fn newest(source: &Source) -> Result<Key> {
    let ring = source.ring(&KeyTable::default()).await?;
    let key = ring.keys().first().cloned();
    key.ok_or_else(|| {
        Failure::new(Kind::Secret, format!("{source} holds no master key")).database("unchanged")
    })
}

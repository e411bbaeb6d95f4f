//! `provost vault init`: the master key, and the vault in main that it opens.

use super::source::Source;
use super::{actor, main_door};
use crate::cli::vault::Init as Args;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::pg::vault::{Founded, found, vacant};
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
    } else if !source.is_vacant() {
        return Err(occupied(&source));
    }
    // First the key is where it stays, then the vault knows it: a key without a vault is of no harm.
    let key = Key::fresh()?;
    let wrapped = source.keep(&key, vacant.deployment).await?;
    let founded = found(vacant, &key, source.hint(), wrapped, &actor(&door)).await?;
    context.show(&founded, || told(&founded, &source))
}

fn told(founded: &Founded, source: &Source) -> String {
    let mut text = format!("made master key {}\nit is in {source}\n", founded.key);
    if founded.lost > 0 {
        text += "gave up what earlier keys sealed: each rep has to hand over credentials again (`provost course set-credentials CODE`)\n";
    }
    text += "back it up now, apart from the database: without it nobody can open the credentials, and with it and a copy of main anybody can\n";
    text
}

fn occupied(source: &Source) -> Failure {
    let failure =
        Failure::new(Kind::Refused, format!("{source} holds something already")).database("unchanged");
    match source {
        Source::File(_) => failure
            .because("a new vault begins with a new key, and no key is ever overwritten")
            .hint("name another file with `--key-file FILE`; if it is the key of this main, restore main from its backup first"),
        _ => failure
            .because("`vault init` makes the key itself")
            .hint("make it in a file, `--key-file FILE`, then hand that over"),
    }
}

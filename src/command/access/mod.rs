//! `provost access`: one file a verb.

mod explain;
mod lint;
mod plan;
mod render;
mod test;

pub(super) use test::prove;

use super::Context;
use crate::cli::access::Command;
use crate::failure::{Failure, Kind, Result};
use crate::model::access::Access;

/// Runs a verb of `access`.
pub(super) async fn access(context: &Context<'_>, args: Command) -> Result<()> {
    match args {
        Command::Render(args) => render::render(context, &args).await,
        Command::Plan(args) => plan::plan(context, &args).await,
        Command::Explain(args) => explain::explain(context, args).await,
        Command::Test(args) => test::test(context, &args).await,
        Command::Lint(args) => lint::lint(context, &args).await,
    }
}

/// Refuses where there are no rules to speak of.
fn rules_needed(access: &Access) -> Result<()> {
    if access.is_empty() {
        return Err(Failure::new(Kind::Usage, "there are no access rules")
            .because("no file of them was named")
            .hint("write `access = [\"templates/main.toml\"]` under `[main]` in `provost.toml`, or name a file with `--access FILE`"));
    }
    Ok(())
}

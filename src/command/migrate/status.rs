//! `provost migrate status`: every migration and its state.

use super::run::{self, Looked};
use crate::cli::migrate::Status as Args;
use crate::command::Context;
use crate::failure::{Failure, Kind, Result};
use crate::plan::{self, State};
use crate::render;

pub(super) async fn status(context: &Context<'_>, args: &Args) -> Result<()> {
    let Looked { work, session, found } = run::look(context).await?;
    let details = session.details(&found).await?;
    let status = plan::status(&work.wanted(plan::Goal::Latest, plan::OutOfOrder::Apply), &found, &details);
    context.show(&status, || render::status(&status, context.printer.width()))?;
    let pending = status.migrations.iter().filter(|line| line.state != State::Applied).count();
    if args.check && pending > 0 {
        let what = match pending {
            1 => "1 migration is not as it should be".to_owned(),
            _ => format!("{pending} migrations are not as they should be"),
        };
        return Err(
            Failure::new(Kind::Findings, what).hint("run `provost migrate plan` to see what `up` would do")
        );
    }
    Ok(())
}

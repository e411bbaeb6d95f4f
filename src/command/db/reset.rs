//! `provost db reset`: drops a database of the embedded server and makes it anew; or gives up the whole cluster.

use super::{Own, Report};
use crate::cli::Format;
use crate::cli::db::Reset;
use crate::command::Context;
use crate::embedded::{Contents, Status};
use crate::failure::Result;

pub(super) async fn reset(context: &Context<'_>, wanted: &Reset) -> Result<()> {
    let own = Own::find(context, wanted.database.name.as_deref())?;
    if wanted.cluster {
        whole(context, &own).await?
    } else {
        one(context, &own).await?
    }
    match context.options.output.format {
        Format::Json => Report::of(&own).await?.print(context),
        _ => Ok(()),
    }
}

async fn one(context: &Context<'_>, own: &Own) -> Result<()> {
    own.start(context, &[], None).await?;
    let (server, name) = (own.server()?, own.database.as_str());
    context.announce(&server.address(name).target(None));
    if server.database_exists(name).await? {
        context.confirm(&format!("drops the database `{name}` with all it holds"), name)?;
        context.database_is(format!("`{name}` may be dropped and not made again"));
        server.drop_database(&own.database).await?;
    }
    server.create_database(&own.database, Contents::Platform).await?;
    context.printer.say(format_args!("the database {name} is new and empty"));
    Ok(())
}

async fn whole(context: &Context<'_>, own: &Own) -> Result<()> {
    if own.cluster.status().is_ok_and(|status| status == Status::Absent) {
        context.printer.say("there is no embedded cluster");
        return Ok(());
    }
    let data = own.cluster.data().display().to_string();
    context
        .confirm(&format!("removes the embedded cluster in `{data}` with all its databases"), "cluster")?;
    context.database_is("the embedded cluster may be removed in part");
    own.cluster.remove().await?;
    context.printer.say("removed the embedded cluster; the next start makes a new one");
    Ok(())
}

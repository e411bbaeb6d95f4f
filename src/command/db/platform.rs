//! `provost db platform`: installs the stand-in for Supabase's platform in a database that was named.

use crate::command::{Context, address};
use crate::embedded::platform;
use crate::failure::{Failure, Kind, Result};
use crate::pg::{ConnectOptions, connect};

pub(super) async fn platform(context: &Context<'_>) -> Result<()> {
    let Some(address) = address::named(context)? else {
        return Err(Failure::new(Kind::Usage, "name the database to install the platform's stand-in in")
            .because("the embedded server has it by itself, and no other server gets it without being named")
            .hint("run `provost db platform --database-url postgres://SUPERUSER@HOST/DATABASE`"));
    };
    let connect_timeout = context.options.connection.connect_timeout;
    let options = ConnectOptions { connect_timeout, ..ConnectOptions::default() };
    context.announce(&address.target(None));
    let connection = connect(&address, &options).await?;
    context.database_is("unchanged: it is installed in one transaction");
    context.printer.say(match platform::install(&connection).await? {
        true => "installed the stand-in for Supabase's platform: roles, `auth`, `storage`, `extensions`",
        false => "the stand-in is there already",
    });
    Ok(())
}

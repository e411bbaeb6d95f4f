//! `provost db url`: the URL of a database of the embedded server, for other programs.

use super::Own;
use crate::cli::db::Url;
use crate::command::Context;
use crate::embedded::Status;
use crate::failure::{Failure, Kind, Result};
use crate::pg::Host;
use secrecy::ExposeSecret as _;

pub(super) async fn url(context: &Context<'_>, wanted: &Url) -> Result<()> {
    let own = Own::find(context, wanted.database.name.as_deref())?;
    let name = own.database.as_str();
    let Status::Running { port, .. } = own.cluster.status()? else {
        return Err(Failure::new(Kind::Connect, "the embedded server does not run")
            .hint("start it: `provost db start`"));
    };
    let server = own.server()?;
    if !server.database_exists(name).await? {
        let known = server.databases().await?.join("`, `");
        return Err(Failure::bad_input(format!("the embedded server has no database `{name}`"))
            .because(format!("it has `{known}`"))
            .hint(format!("make it: `provost db reset {name}`")));
    }
    let url = match (wanted.superuser, wanted.tcp) {
        (true, _) => server.superuser_address(name).to_string(),
        (false, false) => server.address(name).to_string(),
        (false, true) => {
            let port = port.ok_or_else(|| {
                Failure::new(Kind::Connect, "the embedded server does not listen on TCP")
                    .hint("start it with a port: `provost db stop && provost db start --tcp 54329`")
            })?;
            let mut address = server.address(name);
            (address.host, address.port) = (Host::Tcp("127.0.0.1".to_owned()), port);
            address.password = Some(own.cluster.password()?);
            // The one command whose result is a password: it was asked for by name.
            address.url_with_password().expose_secret().to_owned()
        }
    };
    context.show(&serde_json::json!({ "url": url }), || format!("{url}\n"))
}

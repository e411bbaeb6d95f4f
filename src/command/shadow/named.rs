//! A scratch database on a server that a person named, dropped whichever way the command ends.

use crate::command::{Context, target};
use crate::embedded::platform;
use crate::failure::{Failure, Kind, Result};
use crate::model::access::Access;
use crate::pg::scratch::{Scratch, ScratchServer};
use crate::pg::{ConnectOptions, connect};
use crate::spec::Folder;
use crate::term::Printer;

/// The database, and whom to tell where it cannot be dropped.
pub(in crate::command) struct Named<'a> {
    pub(super) scratch: Scratch,
    printer: &'a Printer,
}

impl<'a> Named<'a> {
    /// Makes it.
    pub(super) async fn make(
        context: &Context<'a>,
        server: ScratchServer,
        folder: &Folder,
        access: &Access,
    ) -> Result<Self> {
        let is_superuser = server.is_superuser();
        // From here on it is dropped, whatever fails.
        let mut named = Self { scratch: server.scratch(), printer: context.printer };
        let logins = access.services.values().filter_map(|service| service.login.as_deref());
        let of_files = target::roles(folder);
        let of_files = of_files.iter().map(String::as_str);
        let roles: Vec<&str> = access.made_roles().into_iter().chain(logins).chain(of_files).collect();
        let platform = is_superuser.then_some((&platform::API_ROLES[..], platform::ROLES));
        named.scratch.make(&roles, platform).await?;
        if is_superuser {
            let connection = connect(&named.scratch.address(), &ConnectOptions::default()).await?;
            platform::install_schemas(&connection).await?;
        }
        Ok(named)
    }

    /// A destructor cannot wait for a server, and the command may have been stopped in the middle of anything: this has a thread of its own.
    fn end(&self) -> Result<()> {
        let unable = |error: std::io::Error| {
            Failure::new(Kind::Refused, "could not start the thread that drops the shadow").because(error)
        };
        let ended = || {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(unable)?;
            runtime.block_on(self.scratch.end())
        };
        std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().spawn_scoped(scope, ended).map_err(unable)?;
            thread.join().unwrap_or_else(|_| {
                Err(Failure::new(Kind::Bug, "dropping the shadow did not come to its end"))
            })
        })
    }
}

impl Drop for Named<'_> {
    fn drop(&mut self) {
        if let Err(failure) = self.end() {
            self.printer.warn(&format!("{failure}; the next run on that server drops what is left"));
        }
    }
}

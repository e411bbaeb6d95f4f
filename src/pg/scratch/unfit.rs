//! Why no scratch database can be made on a server.

use super::ScratchServer;
use crate::failure::{Failure, Kind, Result};
use crate::model::ident;

/// What a server said of the role, and of itself.
pub(super) struct Role {
    pub(super) name: String,
    pub(super) creates: bool,
    pub(super) recovers: bool,
    pub(super) lacks: Vec<String>,
}

impl ScratchServer {
    pub(super) fn refuse(&self, role: &Role, oldest: u32) -> Result<()> {
        let refused = |why: String| {
            Failure::new(Kind::Refused, format!("shadows cannot be made on {}", self.noun()))
                .because(why)
                .database("unchanged")
        };
        let own = "or leave `--shadow-url` out: then the shadow is made on provost's own server";
        let major = self.session().major_version();
        let failure = if major < oldest {
            let why = format!("PostgreSQL {} is older than {oldest}", self.session().server_version);
            refused(why).hint("name a newer server")
        } else if role.recovers {
            refused("the server is in recovery: a standby, or a restore that is not finished".to_owned())
                .hint("name the primary, or any server that takes writes")
        } else if !role.creates {
            refused(format!("the role `{}` may not create databases there", role.name))
                .hint(format!("let it, as a superuser: `alter role {} createdb`", ident(&role.name)))
        } else if !role.lacks.is_empty() {
            let noun = if role.lacks.len() == 1 { "the extension" } else { "the extensions" };
            refused(format!(
                "PostgreSQL {} there lacks {noun} `{}`",
                self.session().server_version,
                role.lacks.join("`, `")
            ))
            .hint(format!(
                "install it on that server, such as the package `postgresql-{major}-{}`",
                role.lacks[0]
            ))
        } else {
            return Ok(());
        };
        Err(failure.hint(own))
    }
}

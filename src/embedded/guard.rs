//! A lock file, so that two provosts do not make or start the same cluster. The kernel frees it when its holder dies.
#![expect(clippy::disallowed_types, reason = "opens the lock file")]

use super::disk::failed;
use crate::failure::{Failure, Kind, Result};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::Duration;

const POLL: Duration = Duration::from_millis(20);
/// Whoever holds it makes a cluster or fetches a server; that takes seconds, on a busy machine a minute.
const TRIES: u32 = 15_000;

/// Holds the lock until it is dropped.
#[derive(Debug)]
pub(super) struct Guard(#[expect(dead_code, reason = "held, never read")] File);

impl Guard {
    /// Takes the lock, waiting for whoever has it.
    pub(super) async fn take(path: &Path) -> Result<Self> {
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        let file = file.map_err(failed("open the lock", path))?;
        for _ in 0..TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(Self(file)),
                Err(TryLockError::WouldBlock) => tokio::time::sleep(POLL).await,
                Err(TryLockError::Error(error)) => return Err(failed("lock", path)(error)),
            }
        }
        Err(Failure::new(Kind::Refused, "another provost is busy with the embedded server")
            .because(format!("`{}` has been locked for five minutes", path.display()))
            .hint(format!("see who holds it: `fuser -v {}`", path.display())))
    }
}

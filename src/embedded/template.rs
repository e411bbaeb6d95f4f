//! Furnished clusters in the cache, one for each server and state of the platform layer: a copy of one starts several times faster than `initdb`.

use super::account::Account;
use super::binaries::ServerBinaries;
use super::disk::{copy_content, failed, make_passable, make_private, remove_tree};
use super::guard::Guard;
use super::throwaway::place_in;
use super::{bootstrap, leftovers, platform};
use crate::failure::Result;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};

/// Small segments: a third less to copy.
const FLAGS: [&str; 1] = ["--wal-segsize=1"];

/// The furnished cluster for these binaries; makes it when there is none yet.
pub(super) async fn ensure(
    binaries: &ServerBinaries,
    account: &Account,
    cache: &Path,
    base: &Path,
) -> Result<PathBuf> {
    let shelf = cache.join("clusters");
    let made = shelf.join(key(binaries, account));
    if made.join("PG_VERSION").is_file() {
        return Ok(made);
    }
    make_passable(&shelf)?;
    let _guard = Guard::take(&shelf.join("lock")).await?;
    if made.join("PG_VERSION").is_file() {
        return Ok(made);
    }
    // It is made where a socket's path is short, under the care of a keeper, and moved in place only when it is whole.
    let dir = leftovers::fresh_dir(base, std::process::id());
    make_private(&dir, account)?;
    let keeper = super::keeper::Keeper::start(&dir, account)?;
    let place = place_in(&dir);
    bootstrap::make(binaries, account, &place, &FLAGS).await?;
    let incoming = made.with_extension("incoming");
    remove_tree(&incoming)?;
    make_private(&incoming, account)?;
    copy_content(&place.data, &incoming, account).await?;
    std::fs::rename(&incoming, &made).map_err(failed("keep the cluster in", &made))?;
    remove_tree(&dir)?;
    keeper.dismiss();
    Ok(made)
}

/// Whatever changes what the cluster holds changes its name.
pub(super) fn key(binaries: &ServerBinaries, account: &Account) -> String {
    let mut hash = Sha256::new();
    for part in [
        binaries.bin_dir.to_string_lossy().as_ref(),
        &binaries.version.to_string(),
        &format!("{:?}", binaries.settings),
        &account.uid().to_string(),
        include_str!("bootstrap.rs"),
    ] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.update(platform::text());
    let hex: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("pg{}-{hex}", binaries.version.major)
}

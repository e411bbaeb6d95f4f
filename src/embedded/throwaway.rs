//! Clusters for tests and shadows: copied from a furnished one in the cache, careless about crashes, gone with their owner.

use super::account::Account;
use super::binaries::ServerBinaries;
use super::bootstrap::CARELESS;
use super::disk::{copy_content, make_private, remove_tree};
use super::keeper::Keeper;
use super::look::control_text;
use super::process::{self, Place, Shutdown};
use super::server::Server;
use super::{leftovers, template};
use crate::failure::Result;
use nix::sys::statvfs::statvfs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::Duration;

const MEMORY: &str = "/dev/shm";
/// What must be free there. A shadow takes a twentieth of it; containers often have less than one does.
const ROOM: u128 = 2 << 30;

/// A server that ends when this is dropped, or when this process ends in whatever way.
#[derive(Debug)]
pub struct Throwaway {
    server: Server,
    dir: PathBuf,
    process: Child,
    keeper: Option<Keeper>,
}

impl Throwaway {
    /// Starts one for a moment, in memory where there is room. `cache` holds the furnished clusters to copy from; the first start with a
    /// server makes one.
    ///
    /// # Errors
    /// When the cluster cannot be made or does not start.
    pub async fn start(binaries: &ServerBinaries, cache: &Path) -> Result<Self> {
        let account = Account::for_this_process()?;
        let base = in_memory(&account).unwrap_or_else(|| base_for(&account));
        Self::start_in(&base, account, binaries, cache, std::process::id(), &[]).await
    }

    /// Starts one whose files are named after process `owner`, with further settings that win over the usual ones.
    ///
    /// # Errors
    /// When the cluster cannot be made or does not start.
    pub async fn start_with(
        binaries: &ServerBinaries,
        cache: &Path,
        owner: u32,
        settings: &[(&str, &str)],
    ) -> Result<Self> {
        let account = Account::for_this_process()?;
        let base = base_for(&account);
        Self::start_in(&base, account, binaries, cache, owner, settings).await
    }

    async fn start_in(
        base: &Path,
        account: Account,
        binaries: &ServerBinaries,
        cache: &Path,
        owner: u32,
        settings: &[(&str, &str)],
    ) -> Result<Self> {
        // One that was killed may have found room where there is none now.
        for base in [Path::new(MEMORY), &base_for(&account)] {
            leftovers::sweep(base, &account);
        }
        let template = template::ensure(binaries, &account, cache, base).await?;
        let dir = leftovers::fresh_dir(base, owner);
        make_private(&dir, &account)?;
        let keeper = Keeper::start(&dir, &account)?;
        let place = place_in(&dir);
        make_private(&place.data, &account)?;
        copy_content(&template, &place.data, &account).await?;
        let settings: Vec<_> = CARELESS.iter().chain(settings).copied().collect();
        let process = process::start(binaries, &account, &place, &settings).await?;
        Ok(Self { server: Server::at(&dir), dir, process, keeper: Some(keeper) })
    }

    /// Names all that changes what such a server writes down: its programs and version, what is in it from the start, and what the
    /// extensions bring.
    ///
    /// # Errors
    /// When the account to run it as is unknown.
    pub fn identity(binaries: &ServerBinaries, extensions: &[String]) -> Result<String> {
        let brought = extensions.iter().map(|name| control_text(binaries, name).unwrap_or_default());
        let key = template::key(binaries, &Account::for_this_process()?);
        Ok(std::iter::once(key).chain(brought).collect::<Vec<_>>().join("\0"))
    }

    /// The server.
    pub fn server(&self) -> &Server {
        &self.server
    }

    /// The process id of the server.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Gives the server to another process: it ends when that one does.
    ///
    /// # Errors
    /// When nobody can be set to watch that process.
    pub fn hand_to(mut self, owner: u32) -> Result<Server> {
        if let Some(keeper) = self.keeper.take() {
            keeper.hand_to(owner)?;
        }
        Ok(self.server.clone())
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        let Some(keeper) = self.keeper.take() else { return }; // another process has it
        process::signal(self.process.id(), Shutdown::Immediate);
        process::reap(&mut self.process, Duration::from_secs(10));
        // What cannot be removed is left to the keeper, which does it when the pipe closes.
        if remove_tree(&self.dir).is_ok() {
            keeper.dismiss();
        }
    }
}

/// The files of a throw-away server; the socket stands beside the data, so that its path stays short.
pub(super) fn place_in(dir: &Path) -> Place {
    Place::new(dir.join("data"), dir.to_owned())
}

/// A file system in memory, where the system has one with room to spare: a cluster is more than a thousand files, and a disk takes longer
/// to make them than the server takes to do its work.
fn in_memory(account: &Account) -> Option<PathBuf> {
    let place = Path::new(MEMORY);
    let room = statvfs(place).ok()?;
    let free = u128::from(room.blocks_available()) * u128::from(room.fragment_size());
    let is_usable = free >= ROOM && account.barred_by(&place.join("x")).is_none();
    is_usable.then(|| place.to_owned())
}

/// Where throw-away clusters are made: the usual place for temporary files where the account can reach it and a socket's path fits.
fn base_for(account: &Account) -> PathBuf {
    let usual = std::env::temp_dir();
    let fits = usual.as_os_str().len() + "/provost-4194304-abcdef/.s.PGSQL.5432.lock".len() < 100;
    if fits && usual.is_absolute() && account.barred_by(&usual.join("x")).is_none() {
        usual
    } else {
        "/tmp".into()
    }
}

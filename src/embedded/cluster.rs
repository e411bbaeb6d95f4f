//! The cluster that a person works with: made once, kept in the state directory, safe against crashes, running until it is stopped.

use super::account::Account;
use super::binaries::ServerBinaries;
use super::disk::{failed, make_passable, make_private, remove_tree};
use super::find::{Source, Wanted, find_for};
use super::guard::Guard;
use super::home::Home;
use super::process::{self, Place};
use super::progress::{OnProgress, Progress};
use super::record::Record;
use super::server::Server;
use super::{bootstrap, leftovers, password};
use crate::failure::{Failure, Kind, Result};
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;
use std::time::Duration;

/// A server with much to write takes long to stop.
const STOP_WITHIN: Duration = Duration::from_secs(60);
/// The longest path that a socket can have on every system, with the name of its lock beside it.
const LONGEST_SOCKET: usize = 100;

/// The cluster of this state directory, whether or not it is there yet.
#[derive(Debug, Clone)]
pub struct Cluster {
    home: Home,
    account: Account,
    place: Place,
}

/// How a cluster is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Status {
    /// There is none yet.
    Absent,
    /// It is there; no server runs on it.
    Stopped(ServerBinaries),
    /// A server runs on it.
    Running {
        /// Which one.
        binaries: ServerBinaries,
        /// Its process.
        pid: u32,
        /// The TCP port it listens on, if it was asked to.
        port: Option<u16>,
    },
}

impl Cluster {
    /// The cluster below these directories.
    ///
    /// # Errors
    /// When no account can be found for a server.
    pub fn new(home: Home) -> Result<Self> {
        let account = Account::for_this_process()?;
        let place = Place::new(home.state.join("cluster"), socket_dir(&home, &account));
        Ok(Self { home, account, place })
    }

    /// The directories that it is in.
    pub fn home(&self) -> &Home {
        &self.home
    }

    /// The server that a start would run, as far as it is on this machine: nothing is fetched, made or started.
    ///
    /// # Errors
    /// When there is none that will do.
    pub async fn would_run(&self, wanted: &Wanted) -> Result<ServerBinaries> {
        let record = Record::read(&self.record())?;
        let wanted = Wanted { no_fetch: true, ..wanted.clone() };
        let recorded = record.as_ref().map(|record| &record.binaries);
        let binaries = find_for(&wanted, recorded, &self.home, &mut |_| ()).await?;
        refuse_another_major(record.as_ref(), &binaries)?;
        Ok(binaries)
    }

    /// Where its data is.
    pub fn data(&self) -> &std::path::Path {
        &self.place.data
    }

    /// Where its server writes what it has to say.
    pub fn log(&self) -> &std::path::Path {
        &self.place.log
    }

    /// Its server, which may not run.
    ///
    /// # Errors
    /// When its record cannot be read.
    pub fn server(&self) -> Result<Server> {
        let port = Record::read(&self.record())?.and_then(|record| record.port);
        Ok(Server::at(&self.place.sockets).with_port(port))
    }

    /// Looks at it. Starts nothing.
    ///
    /// # Errors
    /// When its record cannot be read.
    pub fn status(&self) -> Result<Status> {
        let Some(record) = Record::read(&self.record())? else { return Ok(Status::Absent) };
        Ok(match process::ready(&self.place.data) {
            Some(pid) => Status::Running { binaries: record.binaries, pid, port: record.port },
            None => Status::Stopped(record.binaries),
        })
    }

    /// Starts its server, making the cluster first when there is none. Says whether there was anything to do.
    ///
    /// # Errors
    /// When there is no server that will do, it does not start, or it runs already in another way than it is asked to.
    pub async fn start(&self, wanted: &Wanted, port: Option<u16>, on: OnProgress<'_>) -> Result<bool> {
        if self.runs_as_wanted(wanted, port)? {
            return Ok(false);
        }
        make_passable(&self.home.state)?;
        let _guard = self.lock().await?;
        process::settle(&self.place.data).await;
        if self.runs_as_wanted(wanted, port)? {
            return Ok(false); // somebody else was quicker
        }
        let record = Record::read(&self.record())?;
        let binaries =
            find_for(wanted, record.as_ref().map(|record| &record.binaries), &self.home, on).await?;
        refuse_another_major(record.as_ref(), &binaries)?;
        make_private(&self.place.sockets, &self.account)?;
        if record.is_none() {
            self.make(&binaries, on).await?;
        }
        Record { binaries: binaries.clone(), port }.write(&self.record())?;
        process::forget_stranger(&self.place);
        on(&Progress::Starting { version: binaries.version.to_string() });
        let number = port.unwrap_or_default().to_string();
        let listen = if port.is_some() { "127.0.0.1" } else { "" };
        let mut settings = vec![("listen_addresses", listen), ("timezone", "UTC"), ("log_timezone", "UTC")];
        if port.is_some() {
            settings.push(("port", &number));
        }
        process::start_again(&binaries, &self.account, &self.place, &settings).await?;
        if port.is_some() {
            password::ensure(&self.server()?, &self.home.state).await?;
        }
        Ok(true)
    }

    /// Stops its server. Says whether one was running.
    ///
    /// # Errors
    /// When it does not stop.
    pub async fn stop(&self) -> Result<bool> {
        if !self.home.state.is_dir() {
            return Ok(false);
        }
        let _guard = self.lock().await?;
        process::stop(&self.place.data, STOP_WITHIN).await
    }

    /// Stops its server and removes the cluster with everything in it.
    ///
    /// # Errors
    /// When the server does not stop or something cannot be removed.
    pub async fn remove(&self) -> Result<()> {
        if !self.home.state.is_dir() {
            return Ok(());
        }
        let _guard = self.lock().await?;
        process::stop(&self.place.data, STOP_WITHIN).await?;
        Record::remove(&self.record())?; // without it the rest counts as nothing
        remove_tree(&self.place.data)?;
        remove_tree(&self.place.sockets)
    }

    /// The password of `postgres` over TCP, where TCP was asked for.
    ///
    /// # Errors
    /// When it was not, or its file cannot be read.
    pub fn password(&self) -> Result<secrecy::SecretString> {
        password::read(&self.home.state)
    }

    fn runs_as_wanted(&self, wanted: &Wanted, port: Option<u16>) -> Result<bool> {
        let Status::Running { binaries, port: open, .. } = self.status()? else { return Ok(false) };
        let another = |what: String| {
            Err(Failure::new(Kind::Refused, "the embedded server runs already, but not as asked")
                .because(what)
                .hint("stop it first: `provost db stop`"))
        };
        if port.is_some() && port != open {
            return another(match open {
                Some(open) => format!("it listens on port {open}"),
                None => "it does not listen on TCP".to_owned(),
            });
        }
        let as_wanted = match &wanted.source {
            Source::Any => true,
            Source::Named(dir) => binaries.is_in(dir),
            Source::Fetched => binaries.bin_dir.starts_with(&self.home.cache),
        };
        if as_wanted {
            Ok(true)
        } else {
            another(format!("it is the one in `{}`", binaries.bin_dir.display()))
        }
    }

    /// Makes the cluster beside its place, and moves it there when it is whole.
    async fn make(&self, binaries: &ServerBinaries, on: OnProgress<'_>) -> Result<()> {
        on(&Progress::Making { data: self.place.data.clone(), version: binaries.version.to_string() });
        for left in leftovers::incoming(&self.home.state)? {
            process::stop(&left, STOP_WITHIN).await?;
            leftovers::remove(&left).await?;
        }
        let incoming = Place::new(leftovers::fresh_incoming(&self.home.state), self.place.sockets.clone());
        make_private(&incoming.data, &self.account)?;
        bootstrap::make(binaries, &self.account, &incoming, &[]).await?;
        bootstrap::sync(binaries, &self.account, &incoming).await?;
        remove_tree(&self.place.data)?; // without a record it was never whole
        std::fs::rename(&incoming.data, &self.place.data)
            .map_err(failed("keep the cluster in", &self.place.data))
    }

    fn record(&self) -> PathBuf {
        self.home.state.join("cluster.json")
    }

    async fn lock(&self) -> Result<Guard> {
        Guard::take(&self.home.state.join("lock")).await
    }
}

fn refuse_another_major(record: Option<&Record>, binaries: &ServerBinaries) -> Result<()> {
    match record.map(|record| record.binaries.version.major) {
        Some(major) if major != binaries.version.major => Err(Failure::new(
            Kind::Refused,
            format!("PostgreSQL {} cannot use the embedded cluster", binaries.version),
        )
        .because(format!("PostgreSQL {major} made it"))
        .hint(format!("name a PostgreSQL {major}: `--pg-bin DIRECTORY`"))
        .hint("or give up what the cluster holds: `provost db reset --cluster`")),
        _ => Ok(()),
    }
}

/// In the state directory, where its path is short enough for a socket; else below `/tmp`, under a name that only this directory has.
fn socket_dir(home: &Home, account: &Account) -> PathBuf {
    let usual = home.state.join("socket");
    if usual.as_os_str().len() + "/.s.PGSQL.65535.lock".len() <= LONGEST_SOCKET {
        return usual;
    }
    let hash = Sha256::digest(home.state.as_os_str().as_encoded_bytes());
    let tail: String = hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect();
    PathBuf::from(format!("/tmp/provost-{}-{tail}", account.uid()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_socket_always_has_a_short_path() {
        let home = |state: &str| Home { state: state.into(), cache: "/c".into() };
        assert_eq!(
            socket_dir(&home("/var/lib/provost"), &Account::Own),
            PathBuf::from("/var/lib/provost/socket")
        );
        let long = format!("/{}", "x".repeat(90));
        let dir = socket_dir(&home(&long), &Account::Own);
        assert!(dir.as_os_str().len() < 60 && dir.starts_with("/tmp"), "{}", dir.display());
        assert_ne!(dir, socket_dir(&home(&format!("{long}y")), &Account::Own));
    }
}

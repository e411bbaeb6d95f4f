//! The server that is measured against: a throw-away cluster with PostgreSQL's default settings.

use anyhow::{Context as _, Result};
use provost::embedded::{Contents, Home, ServerBinaries, Source, Throwaway, Wanted, find};
use provost::model::Ident;
use provost::pg::message::{self, Answer};
use provost::pg::{Address, ConnectOptions, Connection, connect};
use secrecy::ExposeSecret as _;
use std::cell::Cell;
use std::path::PathBuf;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio_postgres::Error;

/// What a server that nobody has tuned does; throw-away clusters are otherwise careless about crashes.
const DEFAULTS: [(&str, &str); 11] = [
    ("fsync", "on"),
    ("synchronous_commit", "on"),
    ("full_page_writes", "on"),
    ("shared_buffers", "128MB"),
    ("dynamic_shared_memory_type", "posix"),
    ("wal_level", "replica"),
    ("max_wal_senders", "10"),
    ("jit", "on"),
    ("autovacuum_naptime", "1min"),
    ("min_wal_size", "80MB"),
    ("max_wal_size", "1GB"),
];

/// How the system counts processor time: a hundred to the second, on every Linux that there is.
const TICKS: f64 = 100.0;

/// A running server.
pub(crate) struct Server {
    /// Where programs keep what they can make again.
    pub(crate) cache: PathBuf,
    throwaway: Throwaway,
    binaries: ServerBinaries,
    runtime: Runtime,
    made: Cell<usize>,
}

impl Server {
    /// Starts one with further settings, which win over the usual ones.
    pub(crate) fn start(settings: &[(&str, &str)]) -> Result<Self> {
        let runtime = runtime()?;
        let home = Home::find(|name| std::env::var_os(name))?;
        let source = std::env::var_os("PROVOST_TEST_PG_BIN")
            .map_or(Source::Any, |directory| Source::Named(directory.into()));
        let wanted = Wanted { source, path: std::env::var_os("PATH"), ..Wanted::default() };
        let binaries = runtime.block_on(find(&wanted, &home, &mut |_| ()))?;
        let owner = std::process::id();
        let settings: Vec<_> = DEFAULTS.iter().chain(settings).copied().collect();
        let throwaway = runtime.block_on(Throwaway::start_with(&binaries, &home.cache, owner, &settings))?;
        Ok(Self { cache: home.cache, throwaway, binaries, runtime, made: Cell::new(0) })
    }

    pub(crate) fn version(&self) -> String {
        format!("PostgreSQL {}", self.binaries.version)
    }

    /// The server's own `psql`: a distribution's wrapper around it is slower to start.
    pub(crate) fn psql(&self) -> PathBuf {
        self.binaries.bin_dir.join("psql")
    }

    /// Where its socket is.
    pub(crate) fn socket(&self) -> PathBuf {
        self.throwaway.server().sockets().join(".s.PGSQL.5432")
    }

    /// Where its data is.
    pub(crate) fn data(&self) -> PathBuf {
        self.throwaway.server().sockets().join("data")
    }

    /// Seconds of processor time that the server's processes spent which have ended; nothing where the system does not tell.
    pub(crate) fn spent(&self) -> Option<f64> {
        let text = std::fs::read_to_string(format!("/proc/{}/stat", self.throwaway.pid())).ok()?;
        // The name before it may hold anything; of what follows, the children's times are the 14th and 15th.
        let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
        Some((ticks(13)? + ticks(14)?) / TICKS)
    }

    /// Makes an empty database and writes everything to disk, so that no run pays for the one before.
    pub(crate) fn database(&self) -> Result<Database<'_>> {
        self.database_with(Contents::Nothing)
    }

    /// The same, with something in it.
    pub(crate) fn database_with(&self, contents: Contents) -> Result<Database<'_>> {
        self.made.set(self.made.get() + 1);
        let name = format!("bench{}", self.made.get());
        let ident = Ident::parse(&name)?;
        let made = self.throwaway.server().create_database(&ident, contents);
        self.runtime.block_on(made)?;
        let url = self.throwaway.server().address(&name).url_with_password().expose_secret().to_owned();
        self.ask(&self.throwaway.server().superuser_address(&name), "checkpoint")?;
        Ok(Database { server: self, url, name })
    }

    fn ask(&self, address: &Address, sql: &str) -> Result<String> {
        let answer = Session::open(&self.runtime, address)?.ask(sql).with_context(|| sql.to_owned())?;
        Ok(answer.scalar().unwrap_or_default().to_owned())
    }
}

/// A connection that stays open.
pub(crate) struct Session<'a> {
    runtime: &'a Runtime,
    connection: Connection,
}

impl<'a> Session<'a> {
    fn open(runtime: &'a Runtime, address: &Address) -> Result<Self> {
        let connection = runtime.block_on(connect(address, &ConnectOptions::default()))?;
        Ok(Self { runtime, connection })
    }

    /// Sends a message and reads its answer.
    pub(crate) fn ask(&self, sql: &str) -> Result<Answer, Error> {
        self.runtime.block_on(message::ask(&self.connection.client, sql))
    }
}

/// A database of one run, dropped with it.
pub(crate) struct Database<'a> {
    server: &'a Server,
    pub(crate) name: String,
    pub(crate) url: String,
}

impl Database<'_> {
    /// Waits until whoever used it is gone, so that the system has counted what they spent.
    pub(crate) fn settle(&self) -> Result<()> {
        let others = "select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
        while self.ask(others)? != "0" {
            std::thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// Runs statements and returns the first value of the last.
    pub(crate) fn ask(&self, sql: &str) -> Result<String> {
        self.server.ask(&Address::parse(&self.url)?, sql)
    }

    /// A session of the superuser, to whom no policy speaks.
    pub(crate) fn session(&self) -> Result<Session<'_>> {
        let address = self.server.throwaway.server().superuser_address(&self.name);
        Session::open(&self.server.runtime, &address)
    }

    /// The address of the same database at a port of this machine.
    pub(crate) fn url_at(&self, port: u16) -> String {
        format!("postgresql://postgres@127.0.0.1:{port}/{}?sslmode=disable", self.name)
    }
}

impl Drop for Database<'_> {
    fn drop(&mut self) {
        if let Ok(name) = Ident::parse(&self.name) {
            // What stays is dropped with the server.
            drop(self.server.runtime.block_on(self.server.throwaway.server().drop_database(&name)));
        }
    }
}

/// A runtime for one thread.
pub(crate) fn runtime() -> Result<Runtime> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?)
}

//! One throw-away server for a whole test run.
//!
//! nextest runs each test in a process of its own, so the first test that needs the server starts it and gives it to the process that started
//! the tests (`cargo nextest`, `cargo test`): it ends with that one, also when that one is killed. The others find it by that process's id.
#![expect(clippy::disallowed_methods, reason = "reads what the first test wrote")]
#![expect(clippy::disallowed_types, reason = "locks against the other tests")]

use nix::errno::Errno;
use nix::sys::signal::kill;
use nix::unistd::Pid;
use provost::embedded::{Account, Contents, Home, Server, ServerBinaries, Source, Throwaway, Wanted, find};
use provost::model::Ident;
use std::fs::{self, File};
use std::future::Future;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::Path;

/// Where the tests keep furnished clusters and fetched servers.
pub(crate) fn home() -> Home {
    Home::find(|name| std::env::var_os(name)).unwrap()
}

/// The programs that the tests use; `PROVOST_TEST_PG_BIN` names others.
pub(crate) fn binaries() -> ServerBinaries {
    let source = std::env::var_os("PROVOST_TEST_PG_BIN").map_or(Source::Any, |dir| Source::Named(dir.into()));
    let wanted = Wanted { source, path: std::env::var_os("PATH"), ..Wanted::default() };
    wait(async { find(&wanted, &home(), &mut |_| ()).await }).unwrap()
}

/// Runs a future to its end, in or outside another runtime.
pub(crate) fn wait<T: Send>(future: impl Future<Output = T> + Send) -> T {
    let run = || tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future);
    std::thread::scope(|scope| scope.spawn(run).join().unwrap())
}

/// The server of this test run, or one of a test's own.
pub(crate) struct TestServer;

impl TestServer {
    /// The server that all tests of the run share.
    pub(crate) fn shared() -> Server {
        let runner = std::os::unix::process::parent_id();
        let dir = std::env::temp_dir()
            .join(format!("provost-tests-{}", Account::for_this_process().unwrap().uid()));
        let _ = fs::DirBuilder::new().mode(0o700).create(&dir); // there from an earlier run
        let (note, lock) = (dir.join(runner.to_string()), dir.join(format!("{runner}.lock")));
        let lock = File::create(lock).unwrap();
        lock.lock().unwrap();
        if let Ok(sockets) = fs::read_to_string(&note) {
            let server = Server::at(sockets);
            if wait(server.database_exists("postgres")).is_ok() {
                return server;
            }
        }
        let settings = [("max_connections", "300")];
        let own = wait(async { Throwaway::start_with(&binaries(), &home().cache, runner, &settings).await });
        let server = own.unwrap().hand_to(runner).unwrap();
        fs::write(&note, server.sockets().as_os_str().as_encoded_bytes()).unwrap();
        forget_ended_runs(&dir);
        server
    }

    /// A server that a test may stop or kill. It ends when the test drops it.
    pub(crate) fn own(settings: &[(&str, &str)]) -> Throwaway {
        let (binaries, home) = (binaries(), home());
        wait(async { Throwaway::start_with(&binaries, &home.cache, std::process::id(), settings).await })
            .unwrap()
    }

    /// A new database on the shared server, with the platform layer in it.
    pub(crate) fn fresh_database() -> TestDatabase {
        TestDatabase::make(Self::shared(), Contents::Platform)
    }

    /// A new database on the shared server, with nothing in it.
    pub(crate) fn bare_database() -> TestDatabase {
        TestDatabase::make(Self::shared(), Contents::Nothing)
    }
}

/// A database of a test's own. It goes when this is dropped: hundreds of them would fill a small disk.
pub(crate) struct TestDatabase {
    pub(crate) server: Server,
    pub(crate) name: String,
    /// As `postgres`, which owns it and is no superuser.
    pub(crate) url: String,
    /// As the superuser.
    pub(crate) superuser_url: String,
}

impl TestDatabase {
    fn make(server: Server, contents: Contents) -> Self {
        let tail: String = std::iter::repeat_with(|| fastrand::char('a'..='z')).take(10).collect();
        let name = format!("t_{tail}");
        wait(server.create_database(&Ident::parse(&name).unwrap(), contents)).unwrap();
        Self {
            url: server.address(&name).to_string(),
            superuser_url: server.superuser_address(&name).to_string(),
            server,
            name,
        }
    }

    /// A connection as `postgres`; to be called inside a runtime.
    pub(crate) async fn client(&self) -> tokio_postgres::Client {
        connect(&self.url).await
    }

    /// Runs SQL as `postgres`; to be called inside a runtime.
    pub(crate) async fn run(&self, sql: &str) {
        self.client().await.batch_execute(sql).await.unwrap();
    }

    /// A connection as the superuser; to be called inside a runtime.
    pub(crate) async fn superuser(&self) -> tokio_postgres::Client {
        connect(&self.superuser_url).await
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        let name = Ident::parse(&self.name).unwrap();
        // A server that a test has stopped takes its databases with it.
        let _ = wait(self.server.drop_database(&name));
    }
}

/// Removes the notes of runs whose process is gone.
fn forget_ended_runs(dir: &Path) {
    for entry in fs::read_dir(dir).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let pid = name.trim_end_matches(".lock").parse().unwrap();
        if kill(Pid::from_raw(pid), None) == Err(Errno::ESRCH) {
            let _ = fs::remove_file(entry.path()); // another run may have been quicker
        }
    }
}

async fn connect(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

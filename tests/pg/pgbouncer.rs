//! A real PgBouncer in front of a real server.

use crate::server::{Server, as_nobody, free_port, give_away, private_directory, stop};
use provost::pg::Address;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use tempfile::TempDir;

/// A running PgBouncer; gone when dropped.
pub(crate) struct PgBouncer {
    port: u16,
    process: Child,
    directory: TempDir,
}

impl PgBouncer {
    /// Starts one; `settings` are lines of its `[pgbouncer]` section.
    pub(crate) async fn start(server: &Server, settings: &str) -> Self {
        let directory = private_directory();
        let port = free_port();
        let (at, socket) = (directory.path(), server.directory.path().display());
        let text = format!(
            "[databases]\npostgres = host={socket} port={} user=postgres\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = scram-sha-256\nauth_file = {}\npool_mode = transaction\n{settings}\n",
            server.port,
            at.join("users").display()
        );
        fs::write(at.join("users"), "\"postgres.ref\" \"right\"\n").unwrap();
        fs::write(at.join("ini"), text).unwrap();
        give_away(at);
        let log = fs::File::create(at.join("log")).unwrap();
        let process =
            as_nobody(&program()).arg(at.join("ini")).stderr(log).stdout(Stdio::null()).spawn().unwrap();
        let bouncer = Self { port, process, directory };
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port)).await.is_ok() {
                return bouncer;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!(
            "PgBouncer does not start: {}",
            fs::read_to_string(bouncer.directory.path().join("log")).unwrap()
        );
    }

    pub(crate) fn address(&self) -> Address {
        Address::parse(&format!("postgres://postgres.ref:right@127.0.0.1:{}/postgres", self.port)).unwrap()
    }
}

impl Drop for PgBouncer {
    fn drop(&mut self) {
        stop(&mut self.process);
    }
}

fn program() -> PathBuf {
    let places = [
        "/usr/sbin/pgbouncer",
        "/usr/bin/pgbouncer",
        "/usr/local/bin/pgbouncer",
        "/opt/homebrew/bin/pgbouncer",
    ];
    let found = places.iter().map(Path::new).find(|path| path.exists());
    found.expect("PgBouncer is missing: apt-get install pgbouncer").to_owned()
}

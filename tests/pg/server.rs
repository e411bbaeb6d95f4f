//! A real PostgreSQL for one test, with the logins and the TLS that the test is about.

use crate::certificate::Identity;
use provost::pg::{Address, ConnectOptions, Connection, connect};
use std::fs;
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The account servers run under where the tests run as root, which PostgreSQL refuses.
pub(crate) const NOBODY: u32 = 65534;

/// A running server; gone when dropped.
pub(crate) struct Server {
    pub(crate) port: u16,
    pub(crate) directory: TempDir,
    process: Child,
}

impl Server {
    /// Starts a server whose `pg_hba.conf` trusts its own socket, and rules TCP by `tcp_rules`.
    pub(crate) async fn start(tcp_rules: &str, tls: Option<&Identity>) -> Self {
        let directory = private_directory();
        let data = directory.path().join("data");
        copy_template(&data);
        let port = free_port();
        let mut settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{}'\nfsync = off\nmax_connections = 30\n",
            directory.path().display()
        );
        if let Some(identity) = tls {
            identity.write(&data, "server");
            settings.push_str("ssl = on\nssl_cert_file = 'server.crt'\nssl_key_file = 'server.key'\n");
        }
        fs::write(data.join("postgresql.auto.conf"), settings).unwrap();
        fs::write(data.join("pg_hba.conf"), format!("local all all trust\n{tcp_rules}\n")).unwrap();
        give_away(&data);
        let log = fs::File::create(directory.path().join("log")).unwrap();
        let process = as_nobody(&binary("postgres"))
            .arg("-D")
            .arg(&data)
            .stderr(log)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let server = Self { port, directory, process };
        server.wait().await;
        server
    }

    async fn wait(&self) {
        let start = Instant::now();
        while connect(&self.by_socket(), &ConnectOptions::default()).await.is_err() {
            let log = fs::read_to_string(self.directory.path().join("log")).unwrap_or_default();
            assert!(start.elapsed() < Duration::from_secs(60), "the server does not start:\n{log}");
        }
    }

    /// The superuser, through the socket.
    pub(crate) fn by_socket(&self) -> Address {
        let directory = self.directory.path().display();
        Address::parse(&format!("host={directory} port={} user=postgres", self.port)).unwrap()
    }

    /// Through TCP; `rest` is what follows the port.
    pub(crate) fn by_tcp(&self, login: &str, host: &str, rest: &str) -> Address {
        Address::parse(&format!("postgres://{login}@{host}:{}{rest}", self.port)).unwrap()
    }

    /// The superuser's session.
    pub(crate) async fn admin(&self) -> Connection {
        connect(&self.by_socket(), &ConnectOptions::default()).await.unwrap()
    }

    /// Runs SQL as the superuser.
    pub(crate) async fn run(&self, sql: &str) {
        self.admin().await.client.batch_execute(sql).await.unwrap();
    }

    /// What the server logged.
    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.directory.path().join("log")).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        stop(&mut self.process);
    }
}

/// Ends a process this test started; one that was begun in the background of a shell does not hear SIGQUIT.
pub(crate) fn stop(process: &mut Child) {
    let pid = nix::unistd::Pid::from_raw(process.id() as i32);
    nix::sys::signal::kill(pid, nix::sys::signal::Signal::SIGQUIT).ok();
    for _ in 0..200 {
        if !matches!(process.try_wait(), Ok(None)) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    process.kill().ok();
    process.wait().ok();
}

/// A command that does not run as root, and dies with the test.
pub(crate) fn as_nobody(program: &Path) -> Command {
    if !nix::unistd::geteuid().is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    command
        .args(["--reuid", "65534", "--regid", "65534", "--clear-groups", "--pdeathsig", "KILL", "--"])
        .arg(program);
    command
}

/// A directory under a short path (a socket's may have 107 bytes) that the server's account owns.
pub(crate) fn private_directory() -> TempDir {
    let directory = tempfile::Builder::new().prefix("provost-test-").tempdir_in("/tmp").unwrap();
    fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).unwrap();
    give_away(directory.path());
    directory
}

/// Makes the server's account the owner of all that is in a directory.
pub(crate) fn give_away(path: &Path) {
    if !nix::unistd::geteuid().is_root() {
        return;
    }
    chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
    if path.is_dir() {
        fs::read_dir(path).unwrap().for_each(|entry| give_away(&entry.unwrap().path()));
    }
}

/// A port nobody listens on.
pub(crate) fn free_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn copy_template(data: &Path) {
    let kept = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let lock = fs::File::create(kept.join("pg-template.lock")).unwrap();
    lock.lock().unwrap();
    let template = kept.join("pg-template");
    if !template.exists() {
        let fresh = private_directory();
        let made = fresh.path().join("data");
        run(as_nobody(&binary("initdb"))
            .args(["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "-D"])
            .arg(&made));
        run(Command::new("cp").arg("-a").arg(&made).arg(&template));
    }
    run(Command::new("cp").arg("-a").arg(&template).arg(data));
}

fn run(command: &mut Command) {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A program of PostgreSQL's own.
pub(crate) fn binary(name: &str) -> PathBuf {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> =
        installed.map(|major| major.path().join("bin").join(name)).filter(|p| p.exists()).collect();
    found.sort();
    let on_path = std::env::var_os("PATH").unwrap_or_default();
    found.extend(
        std::env::split_paths(&on_path).map(|directory| directory.join(name)).filter(|p| p.exists()).take(1),
    );
    found.into_iter().next().expect("PostgreSQL is missing: apt-get install postgresql")
}

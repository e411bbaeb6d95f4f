//! A campus' main database with a vault, and courses whose credentials are in it.
#![expect(clippy::disallowed_methods, reason = "reads the key file")]

use crate::support::{Project, TestDatabase, TestServer, wait};
use futures_util::future::LocalBoxFuture;
use provost::model::HistoryTable;
use provost::pg::vault::{Actor, KeySource, KeyTable, Vault};
use provost::pg::{Address, Door, Limits};
use provost::vault::{CourseId, Id, Ring};
use secrecy::SecretString;
use std::path::PathBuf;
use std::process::Output;

/// A main database and the project that made it.
pub(crate) struct Scene {
    pub(crate) project: Project,
    pub(crate) main: TestDatabase,
}

/// A key file, read again each time it is asked for.
struct File(PathBuf);

impl KeySource for File {
    fn ring<'a>(&'a self, _: &'a KeyTable) -> LocalBoxFuture<'a, provost::Result<Ring>> {
        Box::pin(async { Ring::of_text(&std::fs::read_to_string(&self.0).unwrap(), "the file") })
    }
}

impl Scene {
    /// Main is up, and has no vault yet.
    pub(crate) fn bare() -> Self {
        let scene = Self { project: Project::new(), main: TestServer::fresh_database() };
        scene.good(&["init", ".", "--name", "campus"]);
        scene.good(&["migrate", "up", "-q"]);
        scene
    }

    /// Main is up, with a vault and so many courses.
    pub(crate) fn new(courses: usize) -> Self {
        let scene = Self::bare();
        scene.good(&["vault", "init"]);
        scene.sql(&format!(
            "insert into public.courses (id, code, title, term) select pg_catalog.lpad(n::text, 32, '0')::uuid, 'c' || n, 'c', '2026' from generate_series(1, {courses}) n"
        ));
        scene
    }

    /// Where `vault init` puts the key.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.project.path(".config/provost/campus.key")
    }

    pub(crate) fn command(&self, args: &[&str]) -> assert_cmd::Command {
        let mut command = self.project.provost();
        command.env("PROVOST_MAIN_URL", &self.main.url).args(args);
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().unwrap()
    }

    /// What a successful run printed.
    pub(crate) fn good(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// Runs SQL in main as the superuser, who lets no trigger and no policy stop them.
    pub(crate) fn sql(&self, sql: &str) {
        let trail = "alter table internal.vault_audit";
        let sql = format!(
            "begin; set local session_replication_role = replica; {trail} disable trigger user; {sql}; {trail} enable always trigger keep_audit_entries; commit"
        );
        wait(async { self.main.superuser().await.batch_execute(&sql).await }).unwrap();
    }

    /// The way into main.
    pub(crate) fn door(&self) -> Door {
        let address = Address::parse(&self.main.url).unwrap();
        Door {
            target: address.target(Some("main")),
            address,
            history: HistoryTable::parse(HistoryTable::DEFAULT).unwrap(),
            run: "test".to_owned(),
            limits: Limits::default(),
            access: None,
            pin: None,
            token: None,
        }
    }

    /// Does something with its vault in this process.
    pub(crate) fn with<T>(&self, what: impl AsyncFnOnce(Vault) -> T) -> T {
        here(async { what(self.vault().await).await })
    }

    /// Stores the secret of a course; its version.
    pub(crate) fn store(&self, number: usize) -> provost::Result<u64> {
        let text = SecretString::from(secret(number));
        self.with(async |vault| vault.seal(course(number), "database_url", &text).await)
    }

    /// Its vault, opened in this process.
    pub(crate) async fn vault(&self) -> Vault {
        let actor = Actor { user: "test".to_owned(), host: "here".to_owned(), run: "test".to_owned() };
        Vault::open(&self.door(), Box::new(File(self.key_file())), actor).await.unwrap()
    }
}

/// Runs a future to its end on this thread: a vault stays on the one that opened it.
pub(crate) fn here<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

/// The course of this number.
pub(crate) fn course(number: usize) -> CourseId {
    CourseId(Id(u128::from_str_radix(&number.to_string(), 16).unwrap().to_be_bytes()))
}

/// What is secret of it.
pub(crate) fn secret(number: usize) -> String {
    format!("postgres://owner:pa55-{number}@db{number}.example.org/course")
}

/// A report without what differs from run to run.
pub(crate) fn settled(scene: &Scene, output: &Output) -> String {
    let text = format!(
        "exit code {}\n--- stdout\n{}--- stderr\n{}",
        output.status.code().unwrap(),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    let text = text
        .replace(&scene.main.name, "DATABASE")
        .replace(&scene.project.dir().display().to_string(), "HOME");
    let text = text.replace(&scene.main.server.sockets().display().to_string(), "SOCKETS");
    let mut settled = text;
    for (pattern, word) in [
        ("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "KEY"),
        ("[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9:]{8}Z", "TIME"),
        ("[0-9]+:[0-9a-f]{64}", "HEAD"),
        (" on [A-Za-z0-9.-]+([)\n])", " on HOST$1"),
        ("KEY +", "KEY "),
        (" +KEPT", " KEPT"),
        ("ON +KEPT", "ON KEPT"),
        ("KEY +STATE", "KEY STATE"),
    ] {
        settled = regex::Regex::new(pattern).unwrap().replace_all(&settled, word).into_owned();
    }
    settled
}

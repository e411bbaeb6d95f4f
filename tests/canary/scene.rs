//! A campus on a server that logs every statement; each secret in it is distinctive.

use crate::client::Client;
use crate::spelling::Canary;
use crate::support::{Project, TestServer, binaries, wait};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::future::LocalBoxFuture;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use provost::embedded::{Contents, Server, Throwaway};
use provost::model::{HistoryTable, Ident};
use provost::pg::vault::{Actor, KeySource, KeyTable, Vault};
use provost::pg::{Address, Door, Limits};
use provost::vault::{CourseId, Key, Ring};
use secrecy::ExposeSecret as _;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const OF_MAIN: &str = "Kanarien+vogel/of=main&7d1f";
const OF_COURSE: &str = "Kanarien+vogel/of=course&9a3c";

pub(crate) struct Scene {
    pub(crate) project: Project,
    server: Throwaway,
    canaries: Vec<Canary>,
    /// What was printed or written, and where.
    pub(crate) heard: RefCell<Vec<(String, Vec<u8>)>>,
}

/// A key file.
struct File(PathBuf);

impl KeySource for File {
    fn ring<'a>(&'a self, _: &'a KeyTable) -> LocalBoxFuture<'a, provost::Result<Ring>> {
        Box::pin(async { Ring::of_text(&std::fs::read_to_string(&self.0).unwrap(), "the file") })
    }
}

impl Scene {
    /// Main is up with its vault and two people; a course's database waits behind a password.
    pub(crate) fn new() -> Self {
        let server = TestServer::own(&[("log_statement", "all"), ("log_parameter_max_length", "-1")]);
        for name in ["canary_main", "canary_course"] {
            let name = Ident::parse(name).unwrap();
            wait(server.server().create_database(&name, Contents::Platform)).unwrap();
        }
        let canaries = vec![
            Canary::new("main's password", OF_MAIN.as_bytes()),
            Canary::new("the course's password", OF_COURSE.as_bytes()),
        ];
        let mut scene = Self { project: Project::new(), server, canaries, heard: RefCell::default() };
        scene.ask_for_password();
        scene.good("init . --name campus");
        scene.good("migrate up -q");
        scene.good("vault init");
        scene.good("provision main -q");
        scene.note_keys(&scene.key_file());
        scene.sql(
            "canary_main",
            "insert into auth.users (id, email) values
                ('00000000-0000-4000-8000-000000000001', 'ann@example.org'),
                ('00000000-0000-4000-8000-000000000002', 'dean@example.org');
             insert into public.user_roles (user_id, role) values ('00000000-0000-4000-8000-000000000002', 'top_admin');",
        );
        scene
    }

    /// The course's database asks for the password. The test itself must not be what writes it into the log. Only a superuser gives a
    /// role that replicates another password.
    fn ask_for_password(&self) {
        let url = self.server().superuser_address("canary_course").to_string();
        wait(async {
            let client = connected(&url).await;
            client.batch_execute("set log_statement = 'none'").await.unwrap();
            let sql = format!("alter role postgres noreplication password '{OF_COURSE}'");
            client.batch_execute(&sql).await.unwrap();
        });
        let rules = PathBuf::from(self.value("postgres", "current_setting('hba_file')"));
        let before = std::fs::read_to_string(&rules).unwrap();
        std::fs::write(&rules, format!("local canary_course postgres scram-sha-256\n{before}")).unwrap();
        self.sql("postgres", "select pg_reload_conf()");
    }

    /// Makes every key in a file one that must not be found.
    pub(crate) fn note_keys(&mut self, file: &Path) {
        let text = std::fs::read_to_string(file).unwrap();
        for word in text.lines().filter(|line| !line.starts_with('#')) {
            let key = Key::of_text(word).unwrap();
            self.canaries.push(Canary::new("a master key", key.expose()));
            self.canaries.push(Canary::new("a master key as text", key.text().expose_secret().as_bytes()));
        }
    }

    /// The same for keys that a key command saw: a name and the key in base64 on each line.
    pub(crate) fn note_seen(&mut self, file: &Path) {
        let text = std::fs::read_to_string(file).unwrap();
        let mut seen = BTreeSet::new();
        for line in text.lines().filter(|line| seen.insert(*line)) {
            let (id, plain) = line.split_once(' ').unwrap();
            let bytes: [u8; 32] = STANDARD.decode(plain).unwrap().try_into().unwrap();
            let key = Key::new(id.parse().unwrap(), &bytes);
            self.canaries.push(Canary::new("a command's master key", key.expose()));
            self.canaries.push(Canary::new("a command's key as text", key.text().expose_secret().as_bytes()));
        }
        assert!(seen.len() > 1, "the command was not asked: {seen:?}");
    }

    /// Makes what the vault holds for the course one that must not be found.
    pub(crate) fn note_course_address(&mut self) {
        let course: CourseId =
            self.value("canary_main", "select course_id from public.course_credentials").parse().unwrap();
        let address = Address::parse(&self.main_url(None, "canary_main")).unwrap();
        let door = Door {
            target: address.target(Some("main")),
            address,
            history: HistoryTable::parse(HistoryTable::DEFAULT).unwrap(),
            run: "test".to_owned(),
            limits: Limits::default(),
            access: None,
            pin: None,
            token: None,
        };
        let source = File(self.key_file());
        let actor = Actor { user: "test".to_owned(), host: "here".to_owned(), run: "test".to_owned() };
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let read = runtime.block_on(async {
            let vault = Vault::open(&door, Box::new(source), actor).await?;
            vault.read(course, "database_url").await
        });
        let url = read.unwrap().expect("the course has a credential");
        let address = Address::parse(url.expose_secret()).unwrap();
        let password = address.password.expect("its address has a password");
        assert_ne!(password.expose_secret(), OF_COURSE, "the password was changed");
        self.canaries.push(Canary::new("the course's address", url.expose_secret().as_bytes()));
        self.canaries.push(Canary::new("the course's new password", password.expose_secret().as_bytes()));
    }

    pub(crate) fn key_file(&self) -> PathBuf {
        self.project.path(".config/provost/campus.key")
    }

    /// An address with a password in it.
    fn url(&self, password: &str, sockets: &str, database: &str) -> String {
        let encoded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
        format!("postgres://postgres:{}@/{database}?host={}", encoded(password), encoded(sockets))
    }

    pub(crate) fn main_url(&self, sockets: Option<&str>, database: &str) -> String {
        let own = self.server().sockets().display().to_string();
        self.url(OF_MAIN, sockets.unwrap_or(&own), database)
    }

    pub(crate) fn course_url(&self, database: &str) -> String {
        self.url(OF_COURSE, &self.server().sockets().display().to_string(), database)
    }

    /// Main's password for a server elsewhere: `host:port/database?more`.
    pub(crate) fn main_at(&self, place: &str) -> String {
        format!("postgres://postgres:{}@{place}", utf8_percent_encode(OF_MAIN, NON_ALPHANUMERIC))
    }

    /// The same with the course's password.
    pub(crate) fn course_at(&self, place: &str) -> String {
        format!("postgres://postgres:{}@{place}", utf8_percent_encode(OF_COURSE, NON_ALPHANUMERIC))
    }

    /// `line` is what a person types behind `provost`.
    pub(crate) fn command(&self, line: &str) -> assert_cmd::Command {
        let mut command = self.project.provost();
        command.env("PROVOST_MAIN_URL", self.main_url(None, "canary_main"));
        command.env("COURSE_URL", self.course_url("canary_course")).args(line.split(' '));
        command
    }

    pub(crate) fn good(&self, line: &str) -> String {
        let output = self.command(line).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "provost {line}: {said}");
        String::from_utf8(output.stdout).unwrap()
    }

    pub(crate) fn server(&self) -> &Server {
        self.server.server()
    }

    /// Runs SQL as the superuser.
    pub(crate) fn sql(&self, database: &str, sql: &str) {
        let url = self.server().superuser_address(database).to_string();
        wait(async { connected(&url).await.batch_execute(sql).await }).unwrap();
    }

    pub(crate) fn value(&self, database: &str, query: &str) -> String {
        let url = self.server().superuser_address(database).to_string();
        let query = format!("select ({query})::text");
        wait(async { connected(&url).await.query_one(&query, &[]).await }).unwrap().get(0)
    }

    /// What the server wrote down: each line once, since it is the same statements again and again.
    pub(crate) fn server_log(&self) -> Vec<u8> {
        let data = self.value("postgres", "current_setting('data_directory')");
        let log = std::fs::read(Path::new(&data).join("server.log")).unwrap();
        log.split(|byte| *byte == b'\n').collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(&b'\n')
    }

    /// A copy of a database, as a thief would have it.
    pub(crate) fn dump(&self, database: &str) -> Vec<u8> {
        let url = self.server().superuser_address(database).to_string();
        let output =
            Command::new(binaries().bin_dir.join("pg_dump")).args(["--dbname", &url]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    }

    /// A session of the superuser that has done this and goes on holding it.
    pub(crate) fn held(&self, database: &str, sql: &str) -> Client {
        let client = Client::to(&self.server().superuser_address(database).to_string());
        client.ask("begin");
        client.ask(sql);
        client
    }

    /// Fails when anything secret was printed, stands in the server's log, or in a project's files.
    pub(crate) fn all_clean(&self, project: &Project) {
        self.is_clean("the server's log", &self.server_log());
        for (place, content) in self.heard.borrow().iter().chain(&files(project.dir())) {
            self.is_clean(place, content);
        }
    }

    /// Fails when anything secret is in there.
    #[track_caller]
    pub(crate) fn is_clean(&self, place: &str, content: &[u8]) {
        for canary in &self.canaries {
            if let Some(how) = canary.in_text(content) {
                panic!("{} is in {place}, {how}: {}", canary.name, canary.line(content));
            }
        }
    }
}

/// All files below a folder but keys' own.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let (mut folders, mut files) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            match entry.file_type().unwrap() {
                kind if kind.is_dir() => folders.push(path),
                kind if kind.is_file() && path.extension().is_none_or(|end| end != "key") => {
                    files.push((path.display().to_string(), std::fs::read(path).unwrap()));
                }
                _ => {}
            }
        }
    }
    files
}

async fn connected(url: &str) -> tokio_postgres::Client {
    let (client, connection) = tokio_postgres::connect(url, tokio_postgres::NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

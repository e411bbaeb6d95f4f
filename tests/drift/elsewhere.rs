//! The shadow on a server that the person names: nothing is left there, whatever ends the run, and nobody else's things are touched.

use crate::scene::snapshot;
use crate::support::{Project, Run, TestDatabase, TestServer};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use provost::embedded::{Contents, Server, Throwaway};
use provost::model::Ident;
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio_postgres::{Client, NoTls};

const RULES: &str = r#"
[tables]
notes = { use = "owner", owner = "user_id" }
[service.mail]
role = "@mail"
schema = "mail"
login = "@post"
[relations.notes]
own = "user_id = @uid"
[expect.notes]
rows = ["own", "foreign"]
signed_in = ["all", "-"]
"#;

const OURS: &str = "select datname from pg_database where datname like 'provost\\_shadow%' order by 1";

/// A project, its database, and another server for shadows.
struct Elsewhere {
    project: Project,
    database: TestDatabase,
    own: Throwaway,
}

impl Elsewhere {
    /// With files that no cache knows.
    fn new() -> Self {
        let tail: String = std::iter::repeat_with(|| fastrand::char('a'..='z')).take(10).collect();
        let tables = format!(
            "create schema mail;
            create table public.notes (id uuid primary key default gen_random_uuid(), user_id uuid not null);
            create index notes_user_id on public.notes (user_id);
            comment on table public.notes is '{tail}';"
        );
        let project = Project::new()
            .file("provost.toml", "[project]\nname = \"elsewhere\"\n[main]\nmigrations = \"sql\"\naccess = [\"rules.toml\"]\n[shadow]\nserver_url = \"env:ELSEWHERE\"\n")
            .file("sql/V001__notes.sql", tables)
            .file("rules.toml", RULES.replace('@', &format!("{tail}_")).replace(&format!("{tail}_uid"), "@uid"));
        Self { project, database: TestServer::fresh_database(), own: TestServer::own(&[]) }
    }

    fn server(&self) -> &Server {
        self.own.server()
    }

    /// Any database there, as the superuser.
    fn url(&self) -> String {
        self.server().superuser_address("postgres").to_string()
    }

    fn command(&self, url: &str, args: &[&str]) -> assert_cmd::Command {
        let mut command = self.project.provost();
        command.args(args).args(["--yes", "--database-url", &self.database.url]).env("ELSEWHERE", url);
        command
    }

    fn run(&self, url: &str, args: &[&str]) -> Run {
        let output = self.command(url, args).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Run { code: output.status.code().unwrap(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// Starts a check whose shadow stays half made, and waits until it is.
    async fn stuck(&self, client: &Client) -> Child {
        self.project.write("sql/V002__wait.sql", "select pg_sleep(300);");
        let command = self.command(&self.url(), &["drift", "check"]);
        let mut child = spawned(&command);
        let asleep = "select count(*)::text from pg_stat_activity where wait_event = 'PgSleep'";
        let deadline = Instant::now() + Duration::from_secs(60);
        while column(client, asleep).await != ["1"] {
            assert!(child.try_wait().unwrap().is_none(), "it ended before it came there");
            assert!(Instant::now() < deadline, "it never came there");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        child
    }
}

fn spawned(command: &assert_cmd::Command) -> Child {
    let mut process = Command::new(command.get_program());
    process.args(command.get_args()).env_clear();
    process.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    process.current_dir(command.get_current_dir().unwrap());
    process.stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap()
}

async fn client(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn column(client: &Client, sql: &str) -> Vec<String> {
    client.query(sql, &[]).await.unwrap().iter().map(|row| row.get(0)).collect()
}

#[tokio::test]
async fn it_is_checked_and_proven_there_and_nothing_is_left() {
    let scene = Elsewhere::new();
    let client = client(&scene.url()).await;
    // A server that knows nothing of Supabase.
    client.batch_execute("alter database provost_platform is_template false").await.unwrap();
    client.batch_execute("drop database provost_platform with (force)").await.unwrap();
    client.batch_execute("drop database if exists shadow with (force)").await.unwrap();
    for role in provost::embedded::platform::API_ROLES {
        client.batch_execute(&format!("drop owned by {role} cascade; drop role {role}")).await.unwrap();
    }
    let roles = "select rolname::text from pg_roles order by 1";
    let databases = "select datname::text from pg_database order by 1";
    let before = (column(&client, roles).await, column(&client, databases).await);
    let maintenance = snapshot(scene.server(), "postgres").await.text().unwrap();

    // Roles belong to the whole server, and go all the same.
    let role = format!("reporting_{}", scene.database.name);
    scene.project.write("sql/V002__role.sql", format!("create role {role}; alter role {role} nologin;"));
    // The database itself is on another server, for which no shadow is asked.
    let up = scene.run("", &["migrate", "up"]);
    assert_eq!(up.code, 0, "{}", up.err);
    let checked = snapshot(&scene.database.server, &scene.database.name).await.text().unwrap();

    let clean = scene.run(&scene.url(), &["drift", "check"]);
    assert_eq!(clean.code, 0, "{}{}", clean.out, clean.err);
    let mut test = scene.project.provost();
    let test = test.args(["access", "test", "--shadow-url", &scene.url()]).output().unwrap();
    assert_eq!(test.status.code(), Some(0), "{}", String::from_utf8_lossy(&test.stderr));
    let said = String::from_utf8_lossy(&test.stdout).into_owned();
    assert!(said.contains("notes"), "{said}");

    assert_eq!((column(&client, roles).await, column(&client, databases).await), before);
    assert_eq!(snapshot(scene.server(), "postgres").await.text().unwrap(), maintenance);
    assert_eq!(snapshot(&scene.database.server, &scene.database.name).await.text().unwrap(), checked);

    scene.database.run("alter table notes disable row level security").await;
    let drifted = scene.run(&scene.url(), &["drift", "check"]);
    assert_eq!(drifted.code, 1, "{}", drifted.err);
    assert!(drifted.out.contains("row security is off, wanted is on"), "{}", drifted.out);
}

#[tokio::test]
async fn what_a_killed_run_left_is_dropped_by_the_next() {
    let scene = Elsewhere::new();
    let client = client(&scene.url()).await;
    let mut killed = scene.stuck(&client).await;
    let left = column(&client, OURS).await;
    assert_eq!(left.len(), 1);
    // While it is alive, another run leaves its database alone.
    scene.project.write("sql/V002__wait.sql", "select 1;");
    let up = scene.run("", &["migrate", "up"]);
    assert_eq!(up.code, 0, "{}", up.err);
    let beside = scene.run(&scene.url(), &["drift", "check"]);
    assert_eq!((beside.code, column(&client, OURS).await), (0, left.clone()), "{}", beside.err);

    killed.kill().unwrap();
    killed.wait().unwrap();
    // Names that look alike, of which none was made by us.
    for name in ["provost_shadow_1234abcd_1234abcd", "provost_shadow", "provost_shadow_notes"] {
        client.batch_execute(&format!("create database {name}")).await.unwrap();
    }
    let after = scene.run(&scene.url(), &["drift", "check"]);
    assert_eq!(after.code, 0, "{}", after.err);
    let told = format!("dropped `{}`: a run that was killed had left it", left[0]);
    assert!(after.err.contains(&told), "{}", after.err);
    let names = ["provost_shadow", "provost_shadow_1234abcd_1234abcd", "provost_shadow_notes"];
    assert_eq!(column(&client, OURS).await, names);
    let made = "select rolname::text from pg_roles where rolname like '%\\_mail' or rolname like '%\\_post'";
    assert_eq!(column(&client, made).await, [] as [&str; 0]);
}

#[tokio::test]
async fn a_run_that_fails_or_is_stopped_leaves_nothing() {
    let scene = Elsewhere::new();
    let client = client(&scene.url()).await;
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        let mut stopped = scene.stuck(&client).await;
        assert_eq!(column(&client, OURS).await.len(), 1);
        kill(Pid::from_raw(stopped.id().cast_signed()), signal).unwrap();
        let status = stopped.wait().unwrap();
        assert_eq!((status.code(), status.signal()), (Some(130), None));
        assert_eq!(column(&client, OURS).await, [] as [&str; 0]);
    }
    scene.project.write("sql/V002__wait.sql", "select 1 / 0;");
    let failed = scene.run(&scene.url(), &["drift", "check"]);
    assert_eq!(failed.code, 3, "{}", failed.err);
    assert!(failed.err.contains("sql/V002__wait.sql"), "{}", failed.err);
    assert!(failed.err.contains("only a scratch database was touched"), "{}", failed.err);
    assert_eq!(column(&client, OURS).await, [] as [&str; 0]);
}

#[tokio::test]
async fn a_server_that_will_not_do_is_refused() {
    let scene = Elsewhere::new();
    let client = client(&scene.url()).await;
    client
        .batch_execute(
            "create role reader login password 'hush'; create role maker login createdb password 'hush'",
        )
        .await
        .unwrap();
    let url = |role: &str| scene.url().replace("supabase_admin", &format!("{role}:hush"));
    let check = |url: &str| {
        let run = scene.run(url, &["drift", "check"]);
        assert!(!run.err.contains("hush"), "{}", run.err);
        run
    };
    let refused = check(&url("reader"));
    assert_eq!(refused.code, 5, "{}", refused.err);
    for said in
        ["the role `reader` may not create databases there", "alter role reader createdb", "unchanged"]
    {
        assert!(refused.err.contains(said), "{said}\n{}", refused.err);
    }
    let refused = check(&url("maker"));
    assert_eq!(refused.code, 5, "{}", refused.err);
    assert!(refused.err.contains("is no superuser there"), "{}", refused.err);

    // Without rules such a role will do.
    scene.project.write("provost.toml", "[project]\nname = \"elsewhere\"\n[main]\nmigrations = \"sql\"\n[shadow]\nserver_url = \"env:ELSEWHERE\"\n");
    scene.server().create_database(&Ident::parse("plain").unwrap(), Contents::Nothing).await.unwrap();
    let plain = scene.server().address("plain").to_string();
    let at_plain = |args: &[&str]| {
        let mut command = scene.project.provost();
        let command = command.args(args).args(["--yes", "--database-url", &plain]);
        let output = command.env("PROVOST_SHADOW_URL", url("maker")).output().unwrap();
        (
            output.status.code().unwrap(),
            String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned(),
        )
    };
    assert_eq!(at_plain(&["migrate", "up"]).0, 0);
    let (code, said) = at_plain(&["drift", "check"]);
    assert_eq!(code, 0, "{said}");

    scene.project.write("sql/V002__dream.sql", "create extension dream; create extension pg_trgm;");
    let (code, said) = at_plain(&["drift", "check"]);
    assert_eq!(code, 5, "{said}");
    assert!(
        said.contains("lacks the extension `dream`") && said.contains("install it on that server"),
        "{said}"
    );
    assert_eq!(column(&client, OURS).await, [] as [&str; 0]);

    let nowhere = check("postgres://reader:hush@localhost:1/postgres");
    assert_eq!(nowhere.code, 4, "{}", nowhere.err);
}

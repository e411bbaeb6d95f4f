//! A hot standby: everything that reads works there, and whatever would write says before anything is sent that it cannot.

use crate::support::{Project, Run, TestServer, binaries};
use provost::embedded::{Account, Contents, Server, Throwaway};
use provost::model::Ident;
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tokio_postgres::{Client, NoTls};

const TABLES: &str =
    "create table public.notes (id uuid primary key default gen_random_uuid(), user_id uuid not null);
create index notes_user_id on public.notes (user_id);
";
const RULES: &str = "[tables]\nnotes = { use = \"owner\", owner = \"user_id\" }\n";

/// A primary with a project's database, and its standby.
struct Pair {
    project: Project,
    primary: Throwaway,
    standby: Standby,
}

struct Standby {
    server: Server,
    process: Child,
}

impl Drop for Standby {
    fn drop(&mut self) {
        let _ = self.process.kill(); // its other processes notice
        let _ = self.process.wait();
    }
}

impl Pair {
    async fn new() -> Self {
        let project = Project::new()
            .file(
                "provost.toml",
                "[project]\nname = \"pair\"\n[main]\nmigrations = \"sql\"\naccess = [\"rules.toml\"]\n",
            )
            .file("sql/V001__notes.sql", TABLES)
            .file("sql/V001__notes.down.sql", "drop table public.notes;")
            .file("rules.toml", RULES);
        let primary = TestServer::own(&[
            ("wal_level", "replica"),
            ("max_wal_senders", "4"),
            ("synchronous_commit", "on"),
        ]);
        primary.server().create_database(&Ident::parse("pair").unwrap(), Contents::Platform).await.unwrap();
        let url = primary.server().address("pair").to_string();
        let up = project.run(&["migrate", "up", "--database-url", &url]);
        assert_eq!(up.code, 0, "{}", up.err);
        let standby = Standby::of(primary.server(), &project.path("standby")).await;
        Self { project, primary, standby }
    }

    fn run_on(&self, server: &Server, args: &[&str]) -> Run {
        let url = server.address("pair").to_string();
        self.project.run(&[args, &["--yes", "--database-url", &url]].concat())
    }

    /// What a command ends with on the standby, and the same on the primary.
    fn both(&self, args: &[&str]) -> [Run; 2] {
        [self.run_on(&self.standby.server, args), self.run_on(self.primary.server(), args)]
    }

    /// Waits until the standby has all that the primary has.
    async fn caught_up(&self) {
        let position = "select pg_current_wal_flush_lsn()::text";
        let wanted: String =
            client(self.primary.server()).await.query_one(position, &[]).await.unwrap().get(0);
        let standby = client(&self.standby.server).await;
        let question = format!("select pg_last_wal_replay_lsn() >= '{wanted}'::pg_lsn");
        let deadline = Instant::now() + Duration::from_secs(30);
        while !standby.query_one(&question, &[]).await.unwrap().get::<_, bool>(0) {
            assert!(Instant::now() < deadline, "the standby does not follow");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

impl Standby {
    async fn of(primary: &Server, dir: &Path) -> Self {
        // Only whoever may log in without a password is let in as a replica, too.
        let access = primary.sockets().join("data/pg_hba.conf");
        let rules = std::fs::read_to_string(&access).unwrap() + "local replication all trust\n";
        std::fs::write(&access, rules).unwrap();
        client(primary).await.batch_execute("select pg_reload_conf()").await.unwrap();

        let account = Account::for_this_process().unwrap();
        std::fs::create_dir(dir).unwrap();
        std::os::unix::fs::chown(dir, Some(account.uid()), None).unwrap();
        let data = dir.join("data");
        let program = |name: &str| {
            let mut command = Command::new(binaries().program(name).unwrap());
            if account != Account::Own {
                command.uid(account.uid());
            }
            command.current_dir("/").arg("-D").arg(&data).stdout(Stdio::null()).stderr(Stdio::null());
            command
        };
        let copied = program("pg_basebackup")
            .args(["--write-recovery-conf", "--checkpoint=fast", "--no-sync", "-U", "supabase_admin", "-h"])
            .arg(primary.sockets())
            .status()
            .unwrap();
        assert!(copied.success(), "{copied}");
        let settings = ["listen_addresses=", "max_wal_senders=4", "fsync=off", "shared_buffers=32MB"];
        let process = program("postgres")
            .arg("-k")
            .arg(dir)
            .args(settings.iter().flat_map(|setting| ["-c", setting]))
            .spawn()
            .unwrap();
        let standby = Self { server: Server::at(dir), process };
        let deadline = Instant::now() + Duration::from_secs(30);
        while !standby.server.database_exists("pair").await.is_ok_and(|there| there) {
            assert!(Instant::now() < deadline, "the standby does not start");
        }
        standby
    }
}

async fn client(server: &Server) -> Client {
    let address = server.superuser_address("pair").to_string();
    let (client, connection) = tokio_postgres::connect(&address, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

#[tokio::test]
async fn what_only_reads_says_the_same_as_on_the_primary() {
    let pair = Pair::new().await;
    let standby = client(&pair.standby.server).await;
    assert!(standby.query_one("select pg_is_in_recovery()", &[]).await.unwrap().get::<_, bool>(0));
    let looks: [&[&str]; 7] = [
        &["drift", "snapshot"],
        &["drift", "check"],
        &["validate"],
        &["migrate", "status", "--check"],
        &["migrate", "verify"],
        &["migrate", "plan", "--check"],
        &["access", "lint"],
    ];
    let same = |codes: &[i32]| {
        for (args, code) in looks.iter().zip(codes) {
            let [there, here] = pair.both(args);
            // Each names its own server.
            let out = there.out.replace(
                pair.standby.server.sockets().to_str().unwrap(),
                pair.primary.server().sockets().to_str().unwrap(),
            );
            assert_eq!((there.code, &out), (here.code, &here.out), "{args:?}: {}", there.err);
            assert_eq!(there.code, *code, "{args:?}: {}{}", there.out, there.err);
            if ["drift", "validate"].contains(&args[0]) {
                assert!(
                    there.err.contains("is in recovery, a standby or a restore"),
                    "{args:?}: {}",
                    there.err
                );
                assert!(!here.err.contains("recovery"), "{args:?}: {}", here.err);
            }
        }
    };
    same(&[0, 0, 0, 0, 0, 0, 0]);

    let changed = client(pair.primary.server()).await;
    changed.batch_execute("alter table public.notes disable row level security").await.unwrap();
    pair.caught_up().await;
    same(&[0, 1, 1, 0, 0, 5, 1]);
}

#[tokio::test]
async fn what_writes_is_refused_before_anything_is_sent() {
    let pair = Pair::new().await;
    pair.project.write("sql/V002__more.sql", "select 1;");
    let before = pair.run_on(&pair.standby.server, &["drift", "snapshot"]).out;
    let writes: [&[&str]; 7] = [
        &["migrate", "up"],
        &["migrate", "up", "--single-transaction"],
        &["migrate", "down", "--to", "0"],
        &["migrate", "redo"],
        &["migrate", "repair", "--mark-reverted", "V001"],
        &["migrate", "baseline", "V002"],
        &["provision", "main"],
    ];
    for args in writes {
        let refused = pair.run_on(&pair.standby.server, args);
        assert_eq!(refused.code, 5, "{args:?}: {}{}", refused.out, refused.err);
        for said in [
            "cannot be written",
            "the server is in recovery: a standby",
            "database: unchanged",
            "hint: connect to the primary",
        ] {
            assert!(refused.err.contains(said), "{args:?}: {said}\n{}", refused.err);
        }
    }
    let shadow = pair.standby.server.superuser_address("postgres").to_string();
    let refused = pair.run_on(pair.primary.server(), &["drift", "check", "--shadow-url", &shadow]);
    assert_eq!(refused.code, 5, "{}", refused.err);
    assert!(
        refused.err.contains("the server is in recovery") && refused.err.contains("unchanged"),
        "{}",
        refused.err
    );
    assert_eq!(pair.run_on(&pair.standby.server, &["drift", "snapshot"]).out, before);
}

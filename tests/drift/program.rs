//! The program: `drift check` against the files' shadow, a snapshot and another database, and what it tells.

use crate::support::{Project, TestDatabase, TestServer};
use provost::embedded::Contents;
use provost::model::Ident;
use serde_json::Value;
use std::process::Output;

const TABLES: &str = "
create table public.users (id uuid primary key, role text not null default 'student', name text);
create table public.notes (id uuid primary key default gen_random_uuid(), user_id uuid not null references public.users (id), body text);
create index notes_user_id_idx on public.notes (user_id);
create function public.hello() returns text language sql as $$ select 'hello' $$;
";

const RULES: &str = r#"
[roles]
source = "users.role"
base = "student"
sets = { admins = ["admin"] }
[tables]
users = { rules = [{ who = "signed_in", can = "r", rows = "own:id" }] }
notes = { rules = [{ who = "signed_in", can = "all", rows = "own:user_id" }, { who = "admins", can = "r" }] }
"#;

const BY_HAND: &str = "
alter table public.notes disable row level security;
create policy open on public.users using (true);
grant truncate on public.users to anon;
alter table public.users add column secret text;
drop index public.notes_user_id_idx;
comment on table public.users is 'People.';
";

/// A project whose files and rules were applied to its database.
struct Applied {
    project: Project,
    database: TestDatabase,
}

impl Applied {
    fn new() -> Self {
        let project = Project::new()
            .file(
                "provost.toml",
                "[project]\nname = \"scene\"\n[main]\nmigrations = \"sql\"\naccess = [\"rules.toml\"]\n",
            )
            .file("sql/V001__tables.sql", TABLES)
            .file("rules.toml", RULES);
        let applied = Self { project, database: TestServer::fresh_database() };
        let up = applied.run(&["migrate", "up"]);
        assert!(up.status.success(), "{}", text(&up));
        applied
    }

    fn run(&self, args: &[&str]) -> Output {
        self.run_at(&self.database.url, args)
    }

    fn run_at(&self, url: &str, args: &[&str]) -> Output {
        self.project.provost().args(args).args(["--yes", "--database-url", url]).output().unwrap()
    }

    /// Exit code, and both streams.
    fn said(&self, args: &[&str]) -> (i32, String) {
        let output = self.run(args);
        (output.status.code().unwrap(), text(&output))
    }

    fn json(&self, args: &[&str]) -> Value {
        let output = self.run(&[args, &["--format", "json"]].concat());
        serde_json::from_slice(&output.stdout).unwrap()
    }

    async fn by_hand(&self, sql: &str) {
        self.database.client().await.batch_execute(sql).await.unwrap();
    }
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

fn objects(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|it| it["object"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn what_is_found_against_files_and_rules_is_mended_by_the_script() {
    let applied = Applied::new();
    let (code, clean) = applied.said(&["drift", "check"]);
    assert_eq!(code, 0, "{clean}");
    assert!(clean.contains("is as the project's files and rules want it"), "{clean}");

    applied.by_hand(BY_HAND).await;
    let (code, found) = applied.said(&["drift", "check", "--fix-sql", "mend.sql"]);
    assert_eq!(code, 1, "{found}");
    for said in [
        "security: `table public.notes`: row security is off, wanted is on [drift-changed]",
        "security: `policy open on public.users` is not wanted [drift-policy]",
        "security: `table public.users`: grants is",
        "error: `column public.users.secret` is not wanted [drift-extra]",
        "error: `index notes_user_id_idx on public.notes` is missing [drift-missing]",
        "note: `table public.users`: comment is `People.`, wanted is absent",
        "hint: alter table public.notes enable row level security;",
        "error: 5 things differ between",
        "psql -v ON_ERROR_STOP=1 -f mend.sql",
    ] {
        assert!(found.contains(said), "{said}\n{found}");
    }
    let first = found.lines().next().unwrap();
    assert!(first.starts_with("security:"), "{found}");

    let script = std::fs::read_to_string(applied.project.path("mend.sql")).unwrap();
    applied.by_hand(&script).await;
    assert_eq!(applied.said(&["drift", "check"]).0, 0);
    assert_eq!(objects(&applied.json(&["drift", "check"])), [] as [&str; 0]);
}

#[tokio::test]
async fn a_person_can_ask_for_a_part_and_let_things_stand() {
    let applied = Applied::new();
    applied.by_hand(BY_HAND).await;
    let report = applied.json(&["drift", "check", "--only", "rls,grants"]);
    assert_eq!(objects(&report), ["table public.notes", "table public.users"]);
    assert_eq!(report["findings"][0]["category"], "rls");
    assert_eq!(
        (&report["findings"][0]["wanted"], &report["findings"][0]["found"]),
        (&true.into(), &false.into())
    );

    let entry = |object: &str, until: &str| {
        format!("[[accept]]\nobject = \"{object}\"\nreason = \"known\"\nuntil = {until}\n")
    };
    let stands = [
        entry("table public.notes", "2999-01-01"),
        entry("table public.users", "2020-01-01"),
        entry("table public.gone", "2999-01-01"),
    ];
    applied.project.write("drift.accept.toml", stands.concat());
    let report = applied.json(&["drift", "check", "--only", "rls,grants"]);
    assert_eq!(objects(&report), ["table public.users"]);
    let rules: Vec<&str> =
        report["notes"].as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap()).collect();
    assert_eq!(rules, ["drift-accept-expired", "drift-accept-unused"]);

    applied.project.write("drift.accept.toml", "[[accept]]\nobject = \"x\"\nuntil = 2999-01-01\n");
    let (code, refused) = applied.said(&["drift", "check"]);
    assert_eq!(code, 3, "{refused}");
    assert!(refused.contains("missing field `reason`"), "{refused}");
    let (code, refused) = applied.said(&["drift", "check", "--only", "polices"]);
    assert_eq!(code, 2, "{refused}");
    assert!(refused.contains("known are policies, rls"), "{refused}");
}

#[tokio::test]
async fn a_snapshot_stands_for_files_and_for_databases() {
    let applied = Applied::new();
    let (code, said) = applied.said(&["drift", "snapshot", "--out", "main.json"]);
    assert_eq!(code, 0, "{said}");
    let written = std::fs::read(applied.project.path("main.json")).unwrap();
    assert_eq!(applied.run(&["drift", "snapshot"]).stdout, written);
    assert_eq!(applied.said(&["drift", "check", "--against", "main.json"]).0, 0);

    applied.by_hand("alter table public.notes disable row level security").await;
    assert_eq!(objects(&applied.json(&["drift", "check", "--against", "main.json"])), ["table public.notes"]);
    let url = applied.database.url.clone();
    let diff = applied.project.provost().args(["drift", "diff", "main.json", &url]).output().unwrap();
    assert_eq!(diff.status.code(), Some(1), "{}", text(&diff));
    assert!(text(&diff).contains("row security is off, wanted is on"), "{}", text(&diff));
    let same = applied.project.provost().args(["drift", "diff", &url, &url]).output().unwrap();
    assert_eq!(same.status.code(), Some(0), "{}", text(&same));

    let cut = &written[..written.len() / 2];
    applied.project.write("cut.json", cut);
    let (code, refused) = applied.said(&["drift", "check", "--against", "cut.json"]);
    assert_eq!(code, 3, "{refused}");
    assert!(refused.contains("`cut.json` is not a whole snapshot"), "{refused}");
}

#[tokio::test]
async fn a_role_that_may_only_log_in_can_look() {
    let applied = Applied::new();
    let role = format!("watcher_{}", applied.database.name);
    let superuser = applied.database.superuser().await;
    superuser.batch_execute(&format!("create role {role} login")).await.unwrap();
    let address = applied.database.server.address(&applied.database.name);
    let url = provost::pg::Address { user: role.clone(), ..address }.to_string();
    let output = applied.run_at(&url, &["drift", "check"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output));
    assert!(text(&output).contains("storage buckets are not compared"), "{}", text(&output));

    applied.by_hand("create policy open on public.users using (true)").await;
    let output = applied.run_at(&url, &["drift", "check"]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output));
    assert!(text(&output).contains("`policy open on public.users` is not wanted"), "{}", text(&output));
}

#[tokio::test]
async fn a_table_that_somebody_holds_is_not_waited_for_without_end() {
    let applied = Applied::new();
    let client = applied.database.client().await;
    client.batch_execute("begin; lock table public.notes in access exclusive mode").await.unwrap();
    let (code, refused) = applied.said(&["drift", "check", "--lock-wait", "200ms"]);
    assert_eq!(code, 5, "{refused}");
    assert!(refused.contains("canceling statement due to lock timeout"), "{refused}");
    assert!(
        refused.contains("wait for their transaction, or give more time with `--lock-wait 5m`"),
        "{refused}"
    );
    client.batch_execute("rollback").await.unwrap();
    assert_eq!(applied.said(&["drift", "check"]).0, 0);
}

#[tokio::test]
async fn what_another_role_owns_there_is_the_owners() {
    let applied = Applied::new();
    let owner = format!("keeper_{}", applied.database.name);
    let superuser = applied.database.superuser().await;
    superuser
        .batch_execute(&format!("create role {owner}; reassign owned by postgres to {owner}"))
        .await
        .unwrap();
    // Rights that were granted to `postgres` by name stay with it.
    let report = applied.json(&["drift", "check", "--only", "owners,policies,functions,tables"]);
    assert_eq!(objects(&report), [] as [&str; 0], "{report:#}");
    assert_eq!(report["notes"][0]["rule"], "drift-owner");
}

#[tokio::test]
async fn hostile_names_reach_no_terminal_and_no_other_statement() {
    let applied = Applied::new();
    let name = "x\u{1b}[2J\"; drop table notes; --\n\\! touch owned";
    let sql = format!("create table public.\"{}\" (id integer)", name.replace('"', "\"\""));
    applied.by_hand(&sql).await;
    let (code, found) = applied.said(&["drift", "check", "--fix-sql", "mend.sql"]);
    assert_eq!(code, 1, "{found}");
    assert!(!found.contains('\u{1b}'), "{found}");
    let script = std::fs::read_to_string(applied.project.path("mend.sql")).unwrap();
    let psql = crate::support::binaries().program("psql").unwrap();
    let mended = std::process::Command::new(psql)
        .args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &applied.database.url, "-f", "mend.sql"])
        .current_dir(applied.project.dir())
        .output()
        .unwrap();
    assert!(mended.status.success(), "{}\n{script}", text(&mended));
    assert!(!applied.project.path("owned").exists());
    assert_eq!(applied.said(&["drift", "check"]).0, 0);
}

/// The databases of a server are made beside each other, and one is no other's business.
#[tokio::test]
async fn roles_of_other_databases_are_left_out() {
    let applied = Applied::new();
    let (server, name) = (&applied.database.server, format!("{}_beside", applied.database.name));
    server.create_database(&Ident::parse(&name).unwrap(), Contents::Nothing).await.unwrap();
    let sql = format!(
        "create role stranger_{name}; create table t (id integer); grant select on t to stranger_{name}"
    );
    let (client, connection) =
        tokio_postgres::connect(&server.superuser_address(&name).to_string(), tokio_postgres::NoTls)
            .await
            .unwrap();
    tokio::spawn(connection);
    client.batch_execute(&sql).await.unwrap();
    assert_eq!(applied.said(&["drift", "check"]).0, 0);
}
